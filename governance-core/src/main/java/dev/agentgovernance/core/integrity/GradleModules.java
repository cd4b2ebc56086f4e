/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.integrity.ModuleFacts.Family;
import dev.agentgovernance.core.integrity.ScriptWords.Word;
import java.util.List;
import java.util.Locale;

/** Reads which projects a Gradle build has, and which of them a project names. Groovy and Kotlin, by their words alone. */
final class GradleModules {

    private static final int DEEPEST = 12;

    private GradleModules() {}

    /** Reads {@code settings.gradle} or {@code settings.gradle.kts}. */
    static void settings(String folder, String text, ModuleFacts facts) {
        facts.module(folder);
        project(folder, ":", folder, facts);
        List<Word> words = ScriptWords.of(text);
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is("include")) {
                int at = i + 1 < words.size() && words.get(i + 1).is("(") ? i + 2 : i + 1;
                while (at < words.size() && words.get(at).isText()) {
                    include(folder, words.get(at).text(), facts);
                    at += at + 1 < words.size() && words.get(at + 1).is(",") ? 2 : words.size();
                }
            } else if (words.get(i).is("projectDir") && i >= 3) {
                moved(folder, words, i, facts);
            }
        }
    }

    private static void include(String folder, String path, ModuleFacts facts) {
        String plain = path.startsWith(":") ? path.substring(1) : path;
        project(folder, ":" + plain, Folders.at(folder, plain.replace(':', '/')), facts);
    }

    /** {@code project(":a").projectDir = file("x")}. */
    private static void moved(String folder, List<Word> words, int at, ModuleFacts facts) {
        String path = "";
        for (int i = at - 1; i >= Math.max(0, at - 4); i--) {
            path = words.get(i).isText() ? words.get(i).text() : path;
        }
        for (int i = at + 1; i < Math.min(words.size(), at + 9); i++) {
            if (words.get(i).isText()) {
                if (path.startsWith(":")) {
                    project(folder, path, Folders.at(folder, words.get(i).text()), facts);
                }
                return;
            }
        }
    }

    private static void project(String settings, String path, String folder, ModuleFacts facts) {
        facts.name(folder, Family.GRADLE, settings + " " + path);
        facts.name(folder, Family.GRADLE, settings + " " + accessor(path));
    }

    /** The name of a project in Kotlin: {@code :web-ui:core_lib} is {@code projects.webUi.coreLib}. */
    private static String accessor(String path) {
        StringBuilder name = new StringBuilder("projects");
        boolean upper = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '-' || c == '_' || c == '.') {
                upper = true;
            } else {
                name.append(c == ':' ? "." : upper ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf(c));
                upper = false;
            }
        }
        return name.toString();
    }

    /** Reads {@code build.gradle} or {@code build.gradle.kts}; the settings are in a folder of their own. */
    static void build(String folder, String settings, String text, ModuleFacts facts) {
        facts.module(folder);
        facts.uses(folder, Family.GRADLE, settings + " buildSrc");
        if (facts.named(Family.GRADLE, settings + " " + path(settings, folder)).isEmpty()) {
            project(settings, path(settings, folder), folder, facts);
        }
        List<Word> words = ScriptWords.of(text);
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is("project") || words.get(i).is("evaluationDependsOn")) {
                for (int at = i + 1; at < Math.min(words.size(), i + 5); at++) {
                    if (words.get(at).isText()) {
                        facts.uses(
                                folder,
                                Family.GRADLE,
                                settings + " " + words.get(at).text());
                        break;
                    }
                }
            } else if (words.get(i).is("projects")) {
                StringBuilder name = new StringBuilder("projects");
                int end = Math.min(words.size() - 1, i + 2 * DEEPEST);
                for (int at = i + 1; at < end && words.get(at).is("."); at += 2) {
                    name.append('.').append(words.get(at + 1).text());
                    facts.uses(folder, Family.GRADLE, settings + " " + name);
                }
            }
        }
    }

    private static String path(String settings, String folder) {
        if (folder.equals(settings)) {
            return ":";
        }
        String below = settings.equals(".") ? folder : folder.substring(settings.length() + 1);
        return ":" + below.replace('/', ':');
    }
}
