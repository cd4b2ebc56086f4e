/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

/** What a scanner looks for. */
public enum ScanProfile {
    /** Secrets. Personal data is added by choice: {@link SecretScanner.Builder#personalData}. */
    STANDARD,
    /** Secrets, and all of {@link PersonalData}. */
    PERSONAL_DATA
}
