/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the times of a policy. */
final class TimeReader {

    private final Problems problems;

    TimeReader(Problems problems) {
        this.problems = problems;
    }

    List<TimeWindow> times(Fieldset when) {
        when.refuseEmpty("times");
        return when.sections("times", Section.TIME).stream().map(this::window).toList();
    }

    private TimeWindow window(Fieldset fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        days.addAll(fields.choices("days", DayOfWeek.class));
        if (fields.isEmpty()) {
            problems.add(
                    fields.place(), "an entry of 'times' needs 'days', or 'from' and 'to'; without, it holds always");
        }
        if (fields.has("from") != fields.has("to")) {
            problems.add(fields.place(), "'from' and 'to' go together");
        }
        return new TimeWindow(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
                time(fields, "from"),
                time(fields, "to"),
                zone(fields));
    }

    private LocalTime time(Fieldset fields, String key) {
        String text = fields.text(key);
        if (!text.isEmpty()) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeParseException e) {
                problems.add(fields.placeOf(key), "'" + key + "' is a time of day such as '16:30', in quotes");
            }
        }
        return LocalTime.MIDNIGHT;
    }

    private ZoneId zone(Fieldset fields) {
        String text = fields.text("zone");
        if (!text.isEmpty()) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                problems.add(
                        fields.placeOf("zone"),
                        "there is no time zone '" + Display.of(text) + "'; write one such as Europe/Berlin");
            }
        }
        return ZoneOffset.UTC;
    }

    /** Returns an instant; the start of the epoch where there is none, so that examples stay examples. */
    Instant instant(Fieldset fields, String key) {
        String text = fields.text(key);
        if (!text.isEmpty()) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                problems.add(
                        fields.placeOf(key),
                        "'" + key + "' is an instant with its offset, such as '2026-01-30T17:00:00+01:00', in quotes");
            }
        }
        return Instant.EPOCH;
    }
}
