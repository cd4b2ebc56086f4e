/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ModuleFacts.Family;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what a {@code pom.xml} names. For one file, by one thread. */
final class MavenModules {

    /*
     * Modules are matched by their artifact alone, and by the group where both say one plainly: properties are not worked out.
     * What is managed is not used, but for what is imported from another's management.
     */

    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 1_000;
    private static final String PROFILE = "project/profiles/profile/";

    private static final Set<String> USES = Set.of(
            "project/dependencies/dependency",
            "project/build/extensions/extension",
            "project/build/plugins/plugin",
            "project/build/plugins/plugin/dependencies/dependency",
            "project/build/plugins/plugin/configuration/annotationProcessorPaths/path",
            "project/reporting/plugins/plugin");
    private static final String MANAGED = "project/dependencyManagement/dependencies/dependency";
    private static final String PARENT = "project/parent";

    /** What is between the tags of an artifact that is named. */
    private static final class Named {
        private String group = "";
        private String artifact = "";
        private String scope = "";

        void set(String tag, String value) {
            switch (tag) {
                case "groupId" -> group = value;
                case "artifactId" -> artifact = value;
                case "scope" -> scope = value;
                default -> {
                    // Versions and the like say nothing of who it is.
                }
            }
        }

        String name(String ownGroup) {
            boolean plain = !group.isEmpty() && !group.contains("${");
            return (plain ? group : group.isEmpty() ? ownGroup : "") + ":" + artifact;
        }
    }

    private final String folder;
    private final ModuleFacts facts;
    private final Named self = new Named();
    private final Named parent = new Named();
    private final List<Named> used = new ArrayList<>();

    private MavenModules(String folder, ModuleFacts facts) {
        this.folder = folder;
        this.facts = facts;
    }

    static void read(String folder, String text, ModuleFacts facts) {
        MavenModules reader = new MavenModules(folder, facts);
        facts.module(folder);
        try {
            reader.elements(text);
        } catch (XMLStreamException e) {
            // What stands before the place that cannot be read still counts.
        }
        reader.tell();
    }

    private void tell() {
        String group = self.group.isEmpty() ? parent.group : self.group;
        facts.name(folder, Family.MAVEN, ":" + self.artifact);
        if (!group.contains("${")) {
            facts.name(folder, Family.MAVEN, group + ":" + self.artifact);
        }
        facts.inherits(folder, Family.MAVEN, parent.name(group));
        for (Named one : used) {
            facts.uses(folder, Family.MAVEN, one.name(group));
        }
    }

    private void elements(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // Neither files nor addresses are read, and no entity is written out.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
        try {
            List<String> path = new ArrayList<>();
            StringBuilder value = new StringBuilder();
            Deque<Named> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(reader.getLocalName());
                    value.setLength(0);
                    if (path.size() > DEEPEST) {
                        return;
                    }
                    String place = place(path);
                    if (USES.contains(place) || place.equals(MANAGED)) {
                        open.push(new Named());
                    }
                } else if (event == XMLStreamConstants.CHARACTERS && value.length() < LONGEST_NAME) {
                    value.append(reader.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(path, value.toString().strip(), open);
                    path.remove(path.size() - 1);
                }
            }
        } finally {
            reader.close();
        }
    }

    private void end(List<String> path, String value, Deque<Named> open) {
        String tag = path.get(path.size() - 1);
        String around = place(path.subList(0, path.size() - 1));
        if (around.equals("project")) {
            self.set(tag, value);
        } else if (around.equals(PARENT)) {
            parent.set(tag, value);
        } else if ((USES.contains(around) || around.equals(MANAGED)) && !open.isEmpty()) {
            open.element().set(tag, value);
        }
        boolean managed = place(path).equals(MANAGED);
        if ((managed || USES.contains(place(path))) && !open.isEmpty()) {
            Named named = open.pop();
            if (!managed || named.scope.equals("import")) {
                used.add(named);
            }
        }
    }

    private static String place(List<String> path) {
        String place = String.join("/", path);
        return place.startsWith(PROFILE) ? "project/" + place.substring(PROFILE.length()) : place;
    }
}
