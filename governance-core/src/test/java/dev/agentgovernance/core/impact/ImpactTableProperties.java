/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Impact;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImpactTableProperties {

    private static final ImpactTable TABLE = ImpactTable.standard();

    @Property
    void eachDimensionOnlyAdds(
            @ForAll("effects") Effect effect,
            @ForAll Reach reach,
            @ForAll Reversibility reversibility,
            @ForAll DataSensitivity data,
            @ForAll Environment environment) {
        Effect worse = effect.withReach(Reach.worst(effect.reach(), reach))
                .withReversibility(Reversibility.worst(effect.reversibility(), reversibility))
                .withData(DataSensitivity.worst(effect.data(), data));
        if (judged(environment).compareTo(judged(effect.environment())) >= 0) {
            worse = worse.withEnvironment(environment);
        }
        assertThat(TABLE.assess(worse).impact())
                .isGreaterThanOrEqualTo(TABLE.assess(effect).impact());
    }

    @Property
    void anUnknownEnvironmentIsProduction(@ForAll("effects") Effect effect) {
        assertThat(TABLE.assess(effect.withEnvironment(Environment.UNKNOWN)).impact())
                .isEqualTo(TABLE.assess(effect.withEnvironment(Environment.PRODUCTION))
                        .impact());
    }

    @Property
    void lessCoverageAndMoreEffectsOnlyAdd(
            @ForAll("effectLists") List<Effect> effects,
            @ForAll("effects") Effect more,
            @ForAll Coverage some,
            @ForAll Coverage other) {
        List<Effect> all = new ArrayList<>(effects);
        all.add(more);
        Impact fewer = TABLE.assess(classification(effects, some)).impact();
        Impact with =
                TABLE.assess(classification(all, Coverage.worst(some, other))).impact();
        assertThat(with).isGreaterThanOrEqualTo(fewer);
    }

    @Property
    void theImpactIsNeverLessThanThatOfAnyEffect(
            @ForAll("effectLists") List<Effect> effects, @ForAll Coverage coverage) {
        ImpactTable.Assessed assessed = TABLE.assess(classification(effects, coverage));
        assertThat(assessed.lines()).hasSameSizeAs(effects);
        assertThat(assessed.lines())
                .allSatisfy(line -> assertThat(line.impact()).isLessThanOrEqualTo(assessed.impact()));
    }

    private static Classification classification(List<Effect> effects, Coverage coverage) {
        return new Classification(
                effects,
                coverage,
                coverage == Coverage.KNOWN ? List.of() : List.of(new Classification.Gap("unknown", SourceSpan.NONE)));
    }

    private static Environment judged(Environment environment) {
        return environment == Environment.UNKNOWN ? Environment.PRODUCTION : environment;
    }

    @Provide
    Arbitrary<List<Effect>> effectLists() {
        return effects().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Effect> effects() {
        return Combinators.combine(
                        Arbitraries.of(EffectKind.class),
                        Arbitraries.of(Environment.class),
                        Arbitraries.of(Reach.class),
                        Arbitraries.of(Reversibility.class),
                        Arbitraries.of(DataSensitivity.class))
                .as((kind, environment, reach, reversibility, data) ->
                        new Effect(kind, "", environment, reach, reversibility, data, SourceSpan.NONE));
    }
}
