/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

/** What a scanner looks for. */
public enum ScanProfile {
    /** Secrets, and the personal data that is always out of place in a log: payment cards, bank accounts, social security numbers. */
    STANDARD,
    /** The same, and personal data that is often where it belongs: mail addresses. */
    PERSONAL_DATA
}
