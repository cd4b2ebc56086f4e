/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a container may reach: folders of this machine, the machine itself, and what its command does to folders that
 * are handed to it or to what lies behind the network.
 */
final class Containers {

    private static final List<String> HOST_FOLDERS = List.of(
            "/etc", "/var/run", "/run", "/proc", "/sys", "/dev", "/boot", "/root", "/usr", "/bin", "/lib", "/var/lib");
    private static final Set<String> HOST_OPTIONS = Set.of("host", "all", "sys_admin", "cap_sys_admin", "sys_ptrace");

    private Containers() {}

    static void report(Invocation invocation, EffectSink sink, List<String> environments) {
        mounts(invocation, sink);
        spaces(invocation, sink);
        inside(invocation, sink);
    }

    private static void mounts(Invocation invocation, EffectSink sink) {
        for (Word mount : invocation.valuesOf("-v", "--volume", "--mount")) {
            String source = source(mount.text());
            String home = sink.settings().homeDirectory();
            boolean host = source.equals("/")
                    || (!home.isEmpty() && (source.equals(home) || source.equals(home + "/")))
                    || source.contains("docker.sock")
                    || source.equals("/home")
                    || source.equals("~")
                    || source.equals("~/")
                    || HOST_FOLDERS.stream().anyMatch(f -> source.equals(f) || source.startsWith(f + "/"));
            if (host) {
                sink.effect(Effect.of(EffectKind.CONTAINER_ESCAPE, image(invocation), mount.span()));
            } else if (source.startsWith("/") || source.startsWith("~") || source.startsWith("../")) {
                mounted(source, mount, sink);
            }
        }
    }

    private static void spaces(Invocation invocation, EffectSink sink) {
        List<Word> spaces = invocation.valuesOf(
                "--pid", "--ipc", "--uts", "--userns", "--network", "--net", "--cap-add", "--security-opt", "--device");
        for (Word space : spaces) {
            String value = space.text().toLowerCase(Locale.ROOT);
            boolean device = invocation.values("--device").contains(space);
            if (device || HOST_OPTIONS.contains(value) || value.contains("unconfined")) {
                sink.effect(Effect.of(EffectKind.CONTAINER_ESCAPE, image(invocation), space.span()));
            }
        }
        if (invocation.has("--privileged")) {
            sink.effect(Effect.of(
                    EffectKind.CONTAINER_ESCAPE,
                    image(invocation),
                    invocation.command().span()));
        }
    }

    /** Returns what a container is made of, as far as the words say it. */
    private static String image(Invocation invocation) {
        List<Word> words = invocation.words();
        return words.isEmpty() || !words.get(0).isLiteral() ? "" : words.get(0).text();
    }

    /** A container may do anything with a folder that is handed to it, or read it where it may do no more. */
    private static void mounted(String source, Word mount, EffectSink sink) {
        String text = mount.text();
        boolean readOnly = isReadOnly(text);
        Word folder = new Word(mount.isLiteral() ? Word.Form.LITERAL : mount.form(), source, List.of(), mount.span());
        sink.glimpse(folder);
        sink.glimpse(Word.literal(source + "/x", mount.span()));
        if (!readOnly) {
            sink.write(folder);
        }
    }

    private static boolean isReadOnly(String mount) {
        return mount.endsWith(":ro")
                || mount.contains(":ro,")
                || mount.contains(",ro,")
                || mount.endsWith(",ro")
                || mount.contains(",readonly")
                || mount.contains("readonly,");
    }

    private static String source(String mount) {
        for (String part : mount.split(",", -1)) {
            if (part.startsWith("source=") || part.startsWith("src=")) {
                return part.substring(part.indexOf('=') + 1);
            }
        }
        int colon = mount.indexOf(':');
        return colon < 0 ? mount : mount.substring(0, colon);
    }

    /** A folder of this machine by its place in the container; without a place, nobody knows which folder it is. */
    private record Mount(String host, String inside) {}

    /** The command of a service whose folders stand in a file: those of the working tree, mostly. */
    static void service(Invocation invocation, EffectSink sink, List<String> environments) {
        mounts(invocation, sink);
        if (invocation.hasAny("-v", "--volume")) {
            inside(invocation, sink);
            return;
        }
        List<Word> rest = invocation.rest();
        if (!rest.isEmpty()) {
            sink.contained(ShellText.of(rest), place -> false, ShellText.span(rest));
        }
    }

    /** Judges the commands of an image whose description the same action holds: what they do beyond the image counts. */
    static void image(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> files = invocation.valuesOf("-f", "--file");
        boolean here = files.stream().anyMatch(word -> word.is("-"))
                || invocation.words().stream().anyMatch(word -> word.is("-"));
        List<String> texts = new ArrayList<>();
        String input = invocation.command().input().text();
        if (here && input != null) {
            texts.add(input);
        }
        List<String> names = files.isEmpty()
                ? List.of("Dockerfile", "Containerfile")
                : files.stream().filter(Word::isLiteral).map(Word::text).toList();
        names.forEach(name -> sink.written(name).ifPresent(texts::add));
        for (String text : texts) {
            text.replace("\\\n", " ")
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.regionMatches(true, 0, "RUN ", 0, 4))
                    .forEach(line -> sink.contained(
                            step(line.substring(4).strip()),
                            place -> false,
                            invocation.command().span()));
        }
    }

    /** Returns the command line of a step: without the options in front, and the words of a list as they are. */
    private static String step(String text) {
        String rest = text;
        while (rest.startsWith("--") && rest.indexOf(' ') > 0) {
            rest = rest.substring(rest.indexOf(' ')).strip();
        }
        return rest.startsWith("[") && rest.endsWith("]")
                ? rest.substring(1, rest.length() - 1).replace(",", " ")
                : rest;
    }

    /** Copies between this machine and a container: one of the words has the container's name in front of a colon. */
    static void copy(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            int colon = word.text().indexOf(':');
            int slash = word.text().indexOf('/');
            boolean inside = colon > 0 && (slash < 0 || colon < slash);
            if (!inside && i == words.size() - 1) {
                sink.write(word);
            } else if (!inside) {
                sink.read(word);
            }
        }
    }

    /** Judges the command that runs in a container, with the places in it put back to the folders they are. */
    private static void inside(Invocation invocation, EffectSink sink) {
        List<Word> command = new ArrayList<>(invocation.valuesOf("--entrypoint"));
        command.addAll(invocation.rest());
        if (command.isEmpty()) {
            return;
        }
        List<Mount> mounts = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        boolean unknown = invocation.has("--volumes-from");
        for (Word word : invocation.valuesOf("-v", "--volume", "--mount")) {
            if (!word.isLiteral()) {
                unknown = true;
            } else if (!isReadOnly(word.text())) {
                Mount mount = mount(word.text(), sink);
                if (mount != null) {
                    mounts.add(mount);
                } else if (target(word.text()).startsWith("/")) {
                    // A volume with a name outlives the container, and holds what somebody keeps.
                    volumes.add(target(word.text()));
                }
            }
        }
        String text = placed(ShellText.of(command), mounts);
        for (Word folder : invocation.valuesOf("-w", "--workdir")) {
            text = "cd " + placed(ShellText.of(List.of(folder)), mounts) + "\n" + text;
        }
        boolean anywhere = unknown;
        // A place that does not begin at the root is below the folder the command starts in, which is one of them
        // mostly.
        sink.contained(
                text,
                place -> anywhere
                        || (!mounts.isEmpty() && !place.startsWith("/"))
                        || mounts.stream().anyMatch(mount -> place.startsWith(mount.host()))
                        || volumes.stream().anyMatch(place::startsWith),
                ShellText.span(command));
    }

    private static @Nullable Mount mount(String text, EffectSink sink) {
        String host = source(text);
        String inside = target(text);
        boolean folder = host.startsWith("/") || host.startsWith("~") || host.startsWith(".");
        if (!folder || inside.length() < 2) {
            return null;
        }
        String here = sink.directory().orElse("");
        if (host.equals(".") && !here.isEmpty()) {
            host = here;
        } else if (host.startsWith("./") && !here.isEmpty()) {
            host = here + host.substring(1);
        }
        return new Mount(host, inside);
    }

    private static String target(String mount) {
        for (String part : mount.split(",", -1)) {
            for (String name : List.of("target=", "dst=", "destination=")) {
                if (part.startsWith(name)) {
                    return part.substring(name.length());
                }
            }
        }
        int first = mount.indexOf(':');
        int second = mount.indexOf(':', first + 1);
        return first < 0 ? "" : mount.substring(first + 1, second < 0 ? mount.length() : second);
    }

    /** Returns a command line with the places of folders in the container replaced by the folders. */
    private static String placed(String commandLine, List<Mount> mounts) {
        String text = commandLine;
        for (Mount mount : mounts) {
            StringBuilder out = new StringBuilder();
            int at = 0;
            String place = mount.inside().endsWith("/")
                    ? mount.inside().substring(0, mount.inside().length() - 1)
                    : mount.inside();
            for (int found = text.indexOf(place); found >= 0; found = text.indexOf(place, at)) {
                int end = found + place.length();
                boolean whole = (found == 0 || !isPartOfName(text.charAt(found - 1)))
                        && (end == text.length() || text.charAt(end) == '/' || !isPartOfName(text.charAt(end)));
                out.append(text, at, found).append(whole ? mount.host() : place);
                at = end;
            }
            text = out.append(text, at, text.length()).toString();
        }
        return text;
    }

    private static boolean isPartOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '/';
    }
}
