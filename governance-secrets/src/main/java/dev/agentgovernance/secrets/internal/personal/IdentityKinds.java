/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The numbers of persons that states give out, from {@code personal.txt}. Immutable. */
public final class IdentityKinds {
    private static final String RESOURCE = "personal.txt";
    static final int RANK = 45;

    /** One kind of number. */
    private record Kind(Rule rule, Rule named, List<Form> forms, List<Form> near, String check, List<String> context) {}

    private final List<Kind> kinds = new ArrayList<>();

    private IdentityKinds() {}

    /** Returns the blocks of the data, with their examples. */
    public static List<KindFile.Block> blocks() {
        try (InputStream in = IdentityKinds.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the data file of personal data is missing");
            }
            return KindFile.read(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the data file of personal data cannot be read", e);
        }
    }

    /** Reads the data. */
    static IdentityKinds load() {
        IdentityKinds loaded = new IdentityKinds();
        for (KindFile.Block block : blocks()) {
            loaded.kinds.add(new Kind(
                    rule(block.kind(), RANK),
                    rule(block.kind(), RANK + 1),
                    block.all("form").stream().map(Form::new).toList(),
                    block.all("near").stream().map(Form::new).toList(),
                    block.one("check", "none"),
                    block.all("context")));
        }
        return loaded;
    }

    /** Returns a rule that is no keyword's. */
    static Rule rule(String kind) {
        return rule(kind, RANK);
    }

    private static Rule rule(String kind, int rank) {
        return new Rule(
                new SecretKind(kind, "generic", Category.PERSONAL), rank, List.of(), (reading, rule, start, end) -> {});
    }

    List<Rule> rules() {
        return kinds.stream().map(Kind::rule).toList();
    }

    /** Adds the numbers that begin at a place. */
    void match(Reading reading, int start) {
        TextLine line = reading.line();
        boolean digit = Chars.isDigit(line.at(start));
        for (Kind kind : kinds) {
            for (Form form : kind.forms()) {
                match(reading, kind, form, start, digit, false);
            }
            for (Form form : kind.near()) {
                match(reading, kind, form, start, digit, true);
            }
        }
    }

    private static void match(Reading reading, Kind kind, Form form, int start, boolean digit, boolean near) {
        TextLine line = reading.line();
        if (!(digit ? form.startsWithDigit() : form.startsWithCapital())) {
            return;
        }
        int end = form.end(line, start);
        if (end < 0 || !Surroundings.closes(line, end)) {
            return;
        }
        line.step(end - start);
        boolean unchecked = kind.check().equals("none")
                || kind.check().startsWith("dk")
                || kind.check().startsWith("us");
        if (!passes(kind, line, start, end)) {
            return;
        }
        boolean said = !kind.context().isEmpty() && Surroundings.saysBefore(line, start, kind.context());
        if (near && !said) {
            return;
        }
        boolean place = Placeholders.isPlaceholder(line, start, end);
        boolean sure = said && !unchecked;
        reading.add(
                said ? kind.named() : kind.rule(),
                start,
                end,
                place ? Confidence.PLACEHOLDER : sure ? Confidence.CONFIRMED : Confidence.LIKELY,
                place ? "a number for tests" : unchecked ? "its form and its name" : "its check digits fit");
    }

    private static boolean passes(Kind kind, TextLine line, int start, int end) {
        StringBuilder compact = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (Chars.isAlnum(line.at(i))) {
                compact.append((char) line.at(i));
            }
        }
        return passes(kind.check(), compact.toString());
    }

    /** Returns whether the digits of a number fit a rule; a number of another form does not. */
    static boolean passes(String check, String compact) {
        Predicate<String> rule = CheckDigits.named(check);
        return rule.test(compact);
    }

    /** For tests: a form of a kind by its number, which begins at one. */
    public static String form(KindFile.Block block, int number) {
        List<String> forms = new ArrayList<>(block.all("form"));
        forms.addAll(block.all("near"));
        return forms.get(number - 1);
    }

    /** For tests: whether a number passes the check of its block. */
    public static boolean passes(KindFile.Block block, String number) {
        StringBuilder compact = new StringBuilder();
        number.chars().filter(Chars::isAlnum).forEach(c -> compact.append((char) c));
        return passes(block.one("check", "none"), compact.toString());
    }
}
