/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

/** What is wrong with an object: it is not there, damaged, of a form that is not read, or beyond the bounds. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable() {
        super("not readable", null, false, false);
    }
}
