/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule.
 *
 * @param id its name
 * @param regex what it finds
 * @param group which group is the value; 0 for the first that is not empty, or the whole match
 * @param path an expression that the path has to have; may be null
 * @param entropy the bits per character that a value has to be over; 0 for any
 * @param keywords words of which one has to be near; empty for none
 * @param allowlists values that are let pass
 * @param required rules that have to find something near
 * @param reported whether it is reported, and not only required by others
 */
record ImportedRule(
        String id,
        Pattern regex,
        int group,
        @Nullable Pattern path,
        double entropy,
        List<String> keywords,
        List<Allowlist> allowlists,
        List<Required> required,
        boolean reported) {

    /**
     * A rule that has to find something near.
     *
     * @param id its name
     * @param lines how many lines away at most; -1 for anywhere
     * @param columns how many columns away at most; -1 for anywhere
     */
    record Required(String id, int lines, int columns) {}
}
