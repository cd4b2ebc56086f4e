/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for personal data that has no keyword, at every place where a word begins. What begins there is read once for each
 * form, none longer than a few dozen characters. Immutable, safe for use by several threads.
 */
public final class PersonalPass implements LinePass {
    private final @Nullable IdentityKinds identities;
    private final @Nullable Rule phone;
    private final @Nullable Rule network;
    private final @Nullable Rule device;
    private final @Nullable Rule birth;

    private PersonalPass(boolean identities, boolean phones, boolean addresses, boolean births) {
        this.identities = identities ? IdentityKinds.load() : null;
        phone = phones ? IdentityKinds.rule("phone-number") : null;
        network = addresses ? IdentityKinds.rule("ip-address") : null;
        device = addresses ? IdentityKinds.rule("mac-address") : null;
        birth = births ? IdentityKinds.rule("birth-date") : null;
    }

    /** Returns a pass that looks for some of the data. */
    public static PersonalPass of(boolean identities, boolean phones, boolean addresses, boolean births) {
        return new PersonalPass(identities, phones, addresses, births);
    }

    /** Returns the rules by which it finds. */
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(identities == null ? List.of() : identities.rules());
        for (Rule rule : new Rule[] {phone, network, device, birth}) {
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    @Override
    public void match(Reading reading) {
        TextLine line = reading.line();
        for (int i = line.from(); i < line.to(); i++) {
            int c = line.at(i);
            if (Chars.isAlnum(c) ? !Chars.isAlnum(line.at(i - 1)) : c == '+' || c == '(' || c == ':') {
                matchAt(reading, i, c);
            }
        }
    }

    private void matchAt(Reading reading, int i, int c) {
        TextLine line = reading.line();
        boolean digit = Chars.isDigit(c);
        boolean opens = Surroundings.opens(line, i);
        if (identities != null && opens && (digit || Chars.isUpper(c))) {
            identities.match(reading, i);
        }
        boolean number = digit || ((c == '+' || c == '(') && Chars.isDigit(line.at(i + 1)));
        if (phone != null && number && opens && line.at(i - 1) != '+' && line.at(i - 1) != '(') {
            Phones.match(reading, phone, i);
        }
        if (birth != null && digit && opens) {
            BirthDates.match(reading, birth, i);
        }
        int before = line.at(i - 1);
        if (network != null && device != null && before != ':' && before != '.' && before != '_' && before != '-') {
            if (digit) {
                NetworkAddresses.ipv4(reading, network, i);
            }
            if (Chars.isHex(c) || (c == ':' && line.at(i + 1) == ':')) {
                NetworkAddresses.colons(reading, network, device, i);
            }
        }
    }
}
