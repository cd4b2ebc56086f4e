/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

/** What kind of data an effect moves or reveals. From mild to severe; the order is part of the contract. */
public enum DataSensitivity {
    /** Nothing that needs care. */
    ORDINARY,
    /** Data of people: customers, colleagues. */
    PERSONAL,
    /** Keys, passwords, tokens. */
    SECRET;

    /** Returns the more sensitive of two. */
    public static DataSensitivity worst(DataSensitivity a, DataSensitivity b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
