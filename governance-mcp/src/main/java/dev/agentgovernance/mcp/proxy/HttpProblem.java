/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.IOException;

/** What came over a connection is no request that can be answered in another way than by a status. */
final class HttpProblem extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
