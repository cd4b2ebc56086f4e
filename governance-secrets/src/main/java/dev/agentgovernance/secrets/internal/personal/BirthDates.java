/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.personal;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import dev.agentgovernance.secrets.internal.rules.Reading;
import dev.agentgovernance.secrets.internal.rules.Rule;
import java.util.List;
import java.util.Locale;

/** Dates behind a word that makes them somebody's birthday. */
final class BirthDates {
    private static final List<String> CONTEXT = List.of(
            "birth",
            "dob",
            "born",
            "bday",
            "birthday",
            "geburt",
            "geboren",
            "geb",
            "naissance",
            "né le",
            "née le",
            "nacimiento",
            "nacido",
            "nascita",
            "nato il",
            "nata il",
            "nascimento",
            "urodzenia",
            "ur.",
            "geboortedatum",
            "födelse",
            "syntym",
            "født",
            "narozen",
            "doğum");
    private static final String MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez ";
    private static final List<Form> FORMS = List.of(
            new Form("9999-99-99"),
            new Form("9999/99/99"),
            new Form("9999.99.99"),
            new Form("99.99.9999"),
            new Form("99/99/9999"),
            new Form("99-99-9999"),
            new Form("9.99.9999"),
            new Form("9.9.9999"),
            new Form("99.9.9999"),
            new Form("9/99/9999"),
            new Form("9/9/9999"),
            new Form("99/9/9999"),
            new Form("99.99.99"),
            new Form("99/99/99"));

    private BirthDates() {}

    /** Adds the date that begins at a place. */
    static void match(Reading reading, Rule rule, int start) {
        TextLine line = reading.line();
        int end = written(line, start);
        for (int f = 0; f < FORMS.size() && end < 0; f++) {
            int formEnd = FORMS.get(f).end(line, start);
            boolean time = line.at(formEnd) == 'T';
            end = formEnd > 0 && (time || Surroundings.closes(line, formEnd)) && isDate(line, start, formEnd)
                    ? formEnd
                    : -1;
        }
        if (end > 0 && Surroundings.saysBefore(line, start, CONTEXT)) {
            reading.add(rule, start, end, Confidence.LIKELY, "a date, and the word before it");
        }
    }

    private static boolean isDate(TextLine line, int start, int end) {
        int[] parts = new int[3];
        int part = 0;
        for (int i = start; i < end; i++) {
            if (Chars.isDigit(line.at(i))) {
                parts[part] = parts[part] * 10 + line.at(i) - '0';
            } else {
                part++;
            }
        }
        boolean yearFirst = parts[0] > 31;
        int year = yearFirst ? parts[0] : parts[2];
        int month = parts[1];
        int day = yearFirst ? parts[2] : parts[0];
        boolean fits = (month >= 1 && month <= 12 && day >= 1 && day <= 31)
                || (!yearFirst && day >= 1 && day <= 12 && month <= 31);
        return fits && (year < 100 || (year > 1880 && year < 2100));
    }

    /** {@code 4. Mai 1970}, {@code 4 May 1970}. */
    private static int written(TextLine line, int start) {
        int i = start;
        while (i - start < 2 && Chars.isDigit(line.at(i))) {
            i++;
        }
        i += line.at(i) == '.' ? 1 : 0;
        if (line.at(i) != ' ' || i + 4 > line.to()) {
            return -1;
        }
        String month = line.text(i + 1, i + 4).toLowerCase(Locale.ROOT);
        if (!MONTHS.contains(month + " ")) {
            return -1;
        }
        i++;
        int word = i;
        while (i - word < 10 && line.at(i) > ' ' && !Chars.isDigit(line.at(i))) {
            i++;
        }
        i += line.at(i) == ' ' ? 1 : 0;
        int end = new Form("9999").end(line, i);
        return end > 0 && Surroundings.closes(line, end) ? end : -1;
    }
}
