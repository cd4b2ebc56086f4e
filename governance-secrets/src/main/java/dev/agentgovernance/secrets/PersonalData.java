/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.rules.KindFile;
import java.util.Set;

/** Personal data that a scanner can look for besides secrets. */
public enum PersonalData {
    /** Mail addresses. */
    EMAIL,
    /** Phone numbers: with their country, in the form of North America, and national ones behind a word for phone. */
    PHONE,
    /** Payment cards and bank accounts, by their check digits. */
    PAYMENT,
    /** Numbers that 33 states give to persons, by their check digits and the words before them. */
    NATIONAL_ID,
    /** Addresses of networks (IP) and of devices (MAC). */
    NETWORK_ADDRESS,
    /** Dates behind a word that makes them a birthday. */
    BIRTH_DATE;

    /** Returns whether a block of the data is about a secret, or about one of these. */
    static boolean allows(Set<PersonalData> chosen, KindFile.Block block) {
        if (!block.isPersonal()) {
            return true;
        }
        return switch (block.kind()) {
            case "payment-card", "bank-account" -> chosen.contains(PAYMENT);
            case "email-address" -> chosen.contains(EMAIL);
            default -> chosen.contains(NATIONAL_ID);
        };
    }
}
