/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** What is written is what Jackson writes, byte for byte. */
class JsonBytesProperties {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property(tries = 1000)
    void writesTextsAsJacksonDoes(@ForAll List<String> texts, @ForAll long number, @ForAll boolean flag) {
        JsonBytes bytes = new JsonBytes(1 << 20);
        bytes.startObject();
        bytes.startArray("texts");
        texts.forEach(bytes::element);
        bytes.endArray();
        texts.forEach(text -> bytes.member("text", text));
        bytes.member("number", number);
        bytes.startArray("objects");
        bytes.startObject();
        bytes.member("flag", flag);
        bytes.endObject();
        bytes.startObject();
        bytes.startArray("none");
        bytes.endArray();
        bytes.endObject();
        bytes.element(number);
        bytes.endArray();
        bytes.endObject();

        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("texts");
            texts.forEach(out::writeString);
            out.writeEndArray();
            texts.forEach(each -> out.writeStringProperty("text", each));
            out.writeNumberProperty("number", number);
            out.writeArrayPropertyStart("objects");
            out.writeStartObject();
            out.writeBooleanProperty("flag", flag);
            out.writeEndObject();
            out.writeStartObject();
            out.writeArrayPropertyStart("none");
            out.writeEndArray();
            out.writeEndObject();
            out.writeNumber(number);
            out.writeEndArray();
            out.writeEndObject();
        }
        assertThat(new String(bytes.toByteArray(), StandardCharsets.US_ASCII)).isEqualTo(text.toString());
    }

    @Example
    void writesEveryCharacterAsJacksonDoes() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0xFFFF; c++) {
            all.append((char) c);
        }
        writesTextsAsJacksonDoes(List.of(all.toString()), 0, true);
    }
}
