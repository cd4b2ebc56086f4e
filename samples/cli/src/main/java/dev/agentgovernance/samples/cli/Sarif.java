/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes findings as a SARIF 2.1.0 log, the format that code forges show as alerts. */
final class Sarif {

    private Sarif() {}

    static Map<String, @Nullable Object> report(List<FileScan.InFile> findings) {
        List<Map<String, @Nullable Object>> rules = findings.stream()
                .map(found -> found.place().finding().kind())
                .distinct()
                .map(kind -> Json.object(
                        "id", kind.id(),
                        "shortDescription", Json.object("text", "A secret of the kind " + kind.id())))
                .toList();
        Map<String, @Nullable Object> driver = Json.object("name", "governance", "rules", rules);
        Map<String, @Nullable Object> run = Json.object(
                "tool",
                Json.object("driver", driver),
                "columnKind",
                "utf16CodeUnits",
                "results",
                findings.stream().map(Sarif::result).toList());
        return Json.object(
                "$schema", "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", List.of(run));
    }

    private static Map<String, @Nullable Object> result(FileScan.InFile found) {
        FileScan.Place place = found.place();
        String level = switch (place.finding().confidence()) {
            case CONFIRMED, LIKELY -> "error";
            case POSSIBLE -> "warning";
            case PLACEHOLDER -> "note";
        };
        Map<String, @Nullable Object> location = Json.object(
                "artifactLocation",
                Json.object(
                        "uri",
                        Path.of(found.path()).toString().replace('\\', '/').replace(" ", "%20")),
                "region",
                Json.object("startLine", place.line(), "startColumn", place.column()));
        return Json.object(
                "ruleId", place.finding().kind().id(),
                "level", level,
                "message",
                        Json.object(
                                "text",
                                "A value of the kind " + place.finding().kind().id() + ": "
                                        + place.finding().evidence() + "."),
                "partialFingerprints", Json.object("value/v1", place.finding().fingerprint()),
                "locations", List.of(Json.object("physicalLocation", location)));
    }
}
