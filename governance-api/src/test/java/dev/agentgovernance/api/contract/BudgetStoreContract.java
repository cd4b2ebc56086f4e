/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.budget.BudgetStore;
import dev.agentgovernance.api.budget.BudgetStore.Draw;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of budgets does. */
public interface BudgetStoreContract {

    Instant BUDGET_NOW = Instant.parse("2026-11-01T12:00:00Z");
    Instant BUDGET_END = Instant.parse("2026-11-01T13:00:00Z");

    /** Returns an empty store. */
    BudgetStore newBudgetStore();

    private static Draw draw(String counter, long amount, long limit) {
        return new Draw(counter, amount, limit, BUDGET_END);
    }

    @Test
    default void countsUpToTheLimitAndNoFurther() {
        BudgetStore store = newBudgetStore();
        assertThat(store.used("calls")).isZero();
        assertThat(store.reserve(List.of(draw("calls", 2, 3)), BUDGET_NOW)).isTrue();
        assertThat(store.reserve(List.of(draw("calls", 2, 3)), BUDGET_NOW)).isFalse();
        assertThat(store.used("calls")).isEqualTo(2);
        assertThat(store.reserve(List.of(draw("calls", 1, 3)), BUDGET_NOW)).isTrue();
        assertThat(store.reserve(List.of(draw("calls", 0, 3)), BUDGET_NOW)).isTrue();
        assertThat(store.used("calls")).isEqualTo(3);
    }

    @Test
    default void severalCountersAreAddedToTogetherOrNotAtAll() {
        BudgetStore store = newBudgetStore();
        assertThat(store.reserve(List.of(draw("a", 1, 5), draw("b", 3, 2)), BUDGET_NOW))
                .isFalse();
        assertThat(store.used("a")).isZero();
        assertThat(store.used("b")).isZero();
        assertThat(store.reserve(List.of(draw("a", 1, 5), draw("b", 2, 2)), BUDGET_NOW))
                .isTrue();
        assertThat(store.used("a")).isEqualTo(1);
        assertThat(store.used("b")).isEqualTo(2);
    }

    @Test
    default void aLimitThatIsLoweredHoldsAtOnce() {
        BudgetStore store = newBudgetStore();
        assertThat(store.reserve(List.of(draw("a", 4, 5)), BUDGET_NOW)).isTrue();
        assertThat(store.reserve(List.of(draw("a", 1, 3)), BUDGET_NOW)).isFalse();
        assertThat(store.reserve(List.of(draw("a", 1, 9)), BUDGET_NOW)).isTrue();
    }

    @Test
    default void theLargestAmountsDoNotOverflow() {
        BudgetStore store = newBudgetStore();
        assertThat(store.reserve(List.of(draw("a", BudgetStore.MOST, BudgetStore.MOST)), BUDGET_NOW))
                .isTrue();
        assertThat(store.reserve(List.of(draw("a", BudgetStore.MOST, BudgetStore.MOST)), BUDGET_NOW))
                .isFalse();
        assertThat(store.used("a")).isEqualTo(BudgetStore.MOST);
    }

    @Test
    default void ofManyAtOnceNoMoreThanTheLimitGetIt() {
        BudgetStore store = newBudgetStore();
        long granted = Race.run(8, number -> {
                    long own = 0;
                    for (int i = 0; i < 10; i++) {
                        // The counters in either order: none waits for another that waits for it.
                        List<Draw> draws = number % 2 == 0
                                ? List.of(draw("x", 1, 33), draw("y", 1, 50))
                                : List.of(draw("y", 1, 50), draw("x", 1, 33));
                        own += store.reserve(draws, BUDGET_NOW) ? 1 : 0;
                    }
                    return own;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(granted).isEqualTo(33);
        assertThat(store.used("x")).isEqualTo(33);
        assertThat(store.used("y")).isEqualTo(33);
    }
}
