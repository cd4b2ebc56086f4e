/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class OutputFilterProperties {

    @Property
    void whatWasRewrittenCanBeReadBack(@ForAll String command, @ForAll @Size(min = 1, max = 4) List<String> words) {
        OutputFilter filter = OutputFilter.of(words);

        filter.wrap(command)
                .ifPresent(rewritten -> assertThat(filter.unwrap(rewritten)).contains(command));
    }

    @Property
    void whatIsReadBackIsWhatWouldBeRewrittenToTheSame(@ForAll String text) {
        OutputFilter filter = OutputFilter.of(List.of("filter"));
        String rewritten = "{ " + text + "\n} 2>&1 | filter; (exit ${PIPESTATUS[0]})";

        filter.unwrap(rewritten)
                .flatMap(filter::wrap)
                .ifPresent(again -> assertThat(again).isEqualTo(rewritten));
    }
}
