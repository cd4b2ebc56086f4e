/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ModuleFacts.Family;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a {@code package.json} names. */
final class NodeModules {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> KINDS =
            List.of("dependencies", "devDependencies", "peerDependencies", "optionalDependencies");

    private NodeModules() {}

    static void read(String folder, String text, ModuleFacts facts) {
        facts.module(folder);
        try {
            JsonNode root = JSON.readTree(text);
            facts.name(folder, Family.NODE, root.path("name").asString(""));
            for (String kind : KINDS) {
                root.path(kind).properties().forEach(entry -> {
                    facts.uses(folder, Family.NODE, entry.getKey());
                    String where = entry.getValue().asString("");
                    for (String prefix : List.of("file:", "link:", "portal:")) {
                        if (where.startsWith(prefix)) {
                            facts.usesFolder(folder, Folders.at(folder, where.substring(prefix.length())));
                        }
                    }
                });
            }
        } catch (JacksonException e) {
            // It is a module all the same.
        }
    }
}
