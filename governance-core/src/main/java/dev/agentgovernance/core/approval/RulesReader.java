/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.approval;

import dev.agentgovernance.api.effect.ActionClass;
import dev.agentgovernance.api.effect.Impact;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@link ApprovalRules} from JSON. What is not known is refused. */
final class RulesReader {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RulesReader() {}

    static ApprovalRules read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the rules for approvals are no strict JSON");
        }
        if (!root.isObject()) {
            throw wrong("", "an object");
        }
        known(root, "", Set.of("people", "roles", "validity", "reviewWithin", "mostOpen", "mostInAnHour"));
        ApprovalRules.Builder rules = ApprovalRules.builder();
        for (Map.Entry<String, JsonNode> person :
                object(root.path("people"), "people").properties()) {
            rules.person(
                    person.getKey(),
                    texts(person.getValue(), "people." + person.getKey()).toArray(String[]::new));
        }
        int index = 0;
        for (JsonNode rule : array(root.path("roles"), "roles")) {
            rules.role(roleRule(rule, "roles[" + index++ + "]"));
        }
        if (root.has("validity")) {
            rules.validity(duration(root.get("validity"), "validity"));
        }
        if (root.has("reviewWithin")) {
            rules.reviewWithin(duration(root.get("reviewWithin"), "reviewWithin"));
        }
        if (root.has("mostOpen")) {
            rules.mostOpen(integer(root.get("mostOpen"), "mostOpen"));
        }
        if (root.has("mostInAnHour")) {
            rules.mostInAnHour(integer(root.get("mostInAnHour"), "mostInAnHour"));
        }
        return rules.build();
    }

    private static ApprovalRules.RoleRule roleRule(JsonNode rule, String where) {
        known(rule, where, Set.of("classes", "impact", "role"));
        Set<ActionClass> classes = EnumSet.noneOf(ActionClass.class);
        texts(rule.path("classes"), where + ".classes")
                .forEach(name -> classes.add(constant(ActionClass.class, name, where + ".classes")));
        Impact impact =
                rule.has("impact") ? constant(Impact.class, text(rule.get("impact"), where), where) : Impact.NONE;
        return new ApprovalRules.RoleRule(classes, impact, text(rule.path("role"), where + ".role"));
    }

    private static void known(JsonNode node, String where, Set<String> names) {
        object(node, where.isEmpty() ? "the rules" : where);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!names.contains(entry.getKey())) {
                throw wrong(where, "only " + names.stream().sorted().toList());
            }
        }
    }

    private static JsonNode object(JsonNode node, String where) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw wrong(where, "an object");
        }
        return node;
    }

    private static JsonNode array(JsonNode node, String where) {
        if (!node.isMissingNode() && !node.isArray()) {
            throw wrong(where, "a list");
        }
        return node;
    }

    private static List<String> texts(JsonNode node, String where) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(node, where)) {
            texts.add(text(element, where));
        }
        return texts;
    }

    private static String text(JsonNode node, String where) {
        if (!node.isString()) {
            throw wrong(where, "a text");
        }
        return node.asString();
    }

    private static int integer(JsonNode node, String where) {
        if (!node.isInt()) {
            throw wrong(where, "a whole number");
        }
        return node.asInt();
    }

    private static Duration duration(JsonNode node, String where) {
        try {
            return Duration.parse(text(node, where));
        } catch (DateTimeException e) {
            throw wrong(where, "a duration such as PT4H");
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String where) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return constant;
            }
        }
        throw wrong(where, "a known " + type.getSimpleName());
    }

    private static IllegalArgumentException wrong(String where, String wanted) {
        return new IllegalArgumentException(
                "in the rules for approvals, " + (where.isEmpty() ? "the top" : where) + " has to be " + wanted);
    }
}
