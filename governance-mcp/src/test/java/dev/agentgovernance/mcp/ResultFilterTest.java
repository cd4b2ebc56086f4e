/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import static dev.agentgovernance.mcp.Scene.SECRET;
import static dev.agentgovernance.mcp.Scene.at;
import static dev.agentgovernance.mcp.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.mcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFilterTest {

    private final ResultFilter filter = new ResultFilter(Scene.SCANNER, 2_000);

    private Map<String, @Nullable Object> filtered(String result, @Nullable Object schema) {
        return java.util.Objects.requireNonNull(
                Json.object(filter.toolResult(tree(result), schema).tree()));
    }

    @Test
    void aSecretGoesFromTextsStructuresResourcesAndKeys() {
        String blob = Base64.getEncoder().encodeToString(("key " + SECRET).getBytes(StandardCharsets.UTF_8));
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[{\"type\":\"text\",\"text\":\"t " + SECRET + "\"},"
                        + "{\"type\":\"resource\",\"resource\":{\"uri\":\"x://y\",\"text\":\"r " + SECRET + "\"}},"
                        + "{\"type\":\"resource\",\"resource\":{\"uri\":\"x://z\",\"blob\":\"" + blob + "\"}},"
                        + "{\"type\":\"resource_link\",\"uri\":\"https://example.org/?t=" + SECRET + "\"}],"
                        + "\"structuredContent\":{\"a\":[\"" + SECRET + "\"],\"" + SECRET + "\":1}}",
                null);
        assertThat(Json.write(result)).doesNotContain(SECRET).contains("REDACTED");
        String clean = new String(
                Base64.getDecoder().decode((String) at(result, "content", 2, "resource", "blob")),
                StandardCharsets.UTF_8);
        assertThat(clean).startsWith("key [REDACTED");
    }

    @Test
    void theTextBesideAStructureLosesWhatTheStructureLoses() {
        // In the structure the name of the field gives the password away; in the text nothing does.
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[{\"type\":\"text\",\"text\":\"it is Xk39fjWq02mZ here\"}],"
                        + "\"structuredContent\":{\"password\":\"Xk39fjWq02mZ\"}}",
                null);
        assertThat(Json.write(result)).doesNotContain("Xk39fjWq02mZ");
    }

    @Test
    void whatIsCleanStaysAsItIs() {
        String clean =
                "{\"content\":[{\"type\":\"text\",\"text\":\"Grüße 👩‍👩‍👧 ❤️ שלום\\n\\tok\"},{\"type\":\"image\",\"data\":\"iVBORw0KGgo=\","
                        + "\"mimeType\":\"image/png\"}],\"structuredContent\":{\"n\":1.50,\"l\":[null,true]},\"isError\":false,\"_meta\":{\"x\":1}}";
        assertThat(filtered(clean, null)).isEqualTo(tree(clean));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"type\":\"object\",\"properties\":{\"t\":{\"type\":\"string\"}},\"required\":[\"t\"],\"additionalProperties\":false} | true",
                "{\"properties\":{\"t\":{\"type\":\"string\",\"maxLength\":50}}} | true",
                "{\"properties\":{\"t\":{\"type\":\"string\",\"minLength\":40}}} | true",
                "{\"properties\":{\"t\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}} | true",
                "{\"properties\":{\"t\":{\"$ref\":\"#/$defs/s\"}},\"$defs\":{\"s\":{\"type\":\"string\"}}} | true",
                "{\"additionalProperties\":{\"type\":\"string\"}} | true",
                "{\"properties\":{\"t\":{\"type\":\"string\",\"pattern\":\"^ghp_\"}}} | false",
                "{\"properties\":{\"t\":{\"type\":\"string\",\"format\":\"uuid\"}}} | false",
                "{\"properties\":{\"t\":{\"enum\":[\"x\"]}}} | false",
                "{\"properties\":{\"t\":{\"$ref\":\"https://example.org/s\"}}} | false",
                "{\"properties\":{\"t\":{\"$ref\":\"#/$defs/none\"}}} | false",
                "{\"if\":{},\"then\":{}} | false",
                "{\"patternProperties\":{\"^t\":{\"maxLength\":1}}} | false",
                "{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"object\"}]} | false",
            })
    void whatIsRedactedSatisfiesTheSchemaOrIsAnError(String schema, boolean fits) {
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}],\"structuredContent\":{\"t\":\"" + SECRET + "\"}}",
                tree(schema));
        assertThat(Json.write(result)).doesNotContain(SECRET);
        if (!fits) {
            assertThat(result).containsEntry("isError", true).doesNotContainKey("structuredContent");
            return;
        }
        String value = (String) java.util.Objects.requireNonNull(at(result, "structuredContent", "t"));
        assertThat(value).startsWith("[REDACTED");
        if (schema.contains("maxLength")) {
            assertThat(value.length()).isLessThanOrEqualTo(50);
        }
        if (schema.contains("minLength")) {
            assertThat(value.length()).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void aKeyThatHoldsASecretBreaksAClosedSchema() {
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[],\"structuredContent\":{\"" + SECRET + "\":1}}", tree("{\"type\":\"object\"}"));
        assertThat(result).containsEntry("isError", true);
    }

    @Test
    void aResultOverTheLimitIsCutAndStaysAResult() {
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[{\"type\":\"text\",\"text\":\"" + "ab\uD83D\uDE00".repeat(2_000)
                        + "\"},{\"type\":\"image\",\"data\":\"" + "A".repeat(4_000)
                        + "\"}],\"structuredContent\":{\"x\":\"" + "y".repeat(1_500) + "\"}}",
                null);
        assertThat(at(result, "content", 0, "text"))
                .asString()
                .contains("[cut: ")
                .startsWith("ab");
        assertThat(at(result, "content", 1, "type")).isEqualTo("text");
        assertThat(result).doesNotContainKey("structuredContent");
        assertThat(Json.write(result).length()).isLessThan(3_000);
        assertThat(Json.read(Json.write(result))).isEqualTo(result);
    }

    @Test
    void aStructureOverTheLimitThatWasPromisedIsAnError() {
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[],\"structuredContent\":{\"x\":\"" + "y".repeat(5_000) + "\"}}",
                tree("{\"type\":\"object\"}"));
        assertThat(result).containsEntry("isError", true);
    }

    @Test
    void whatIsHiddenInAResultIsMadeVisible() {
        Map<String, @Nullable Object> result = filtered(
                "{\"content\":[{\"type\":\"text\",\"text\":\"a\\u001b[8mb\\u200bc\\udb40\\udc48\\udb40\\udc69d\\u202ee\"}]}",
                null);
        assertThat(at(result, "content", 0, "text")).isEqualTo("a⟨U+001B⟩[8mb⟨U+200B⟩c⟨U+E0048×2 \"Hi\"⟩d⟨U+202E⟩e");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        SECRET,
                        "a",
                        "\u200b",
                        "\u200d",
                        "\ufe0f",
                        "\u2764",
                        "\u05d0",
                        "\u200f",
                        "\u001b[1m",
                        " ",
                        "key=",
                        "\udb40\udc48",
                        "\"",
                        "\\",
                        "\n",
                        "password: hunter2hunter2")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join(" ", parts));
    }

    @Property(tries = 300)
    void filteringWhatWasFilteredChangesNothing(@ForAll("texts") String a, @ForAll("texts") String b) {
        Object once = filter.tree(Map.of("text", a, "list", List.of(b, a))).tree();
        assertThat(filter.tree(once).tree()).isEqualTo(once);
        assertThat(Json.write(once)).doesNotContain(SECRET);
    }
}
