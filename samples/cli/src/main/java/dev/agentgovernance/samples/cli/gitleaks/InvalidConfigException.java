/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import java.util.List;

/** Says everything that is wrong with a configuration, one problem a line. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
