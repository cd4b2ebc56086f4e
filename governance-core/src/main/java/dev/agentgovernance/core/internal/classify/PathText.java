/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path with {@code /} between folders and without {@code .}, {@code ..} and doubled slashes, as far as they can be taken
 * out: it starts with {@code /}, with {@code ~} for a home folder, with {@code ?} for a folder that is not known, or it is
 * relative to a working tree whose place is not known.
 */
final class PathText {

    private static final String UNKNOWN = "?";

    private final List<String> segments;
    private final String start;

    private PathText(String start, List<String> segments) {
        this.start = start;
        this.segments = segments;
    }

    /**
     * Returns a path as it stands.
     *
     * @param folder what a relative path starts from: null where it is the working tree at an unknown place, empty where it
     *     is not known at all
     */
    static PathText of(String text, @Nullable String folder, String home) {
        String path = clean(text);
        String base = "";
        if (path.startsWith("~")) {
            int slash = path.indexOf('/');
            String rest = slash < 0 ? "" : path.substring(slash);
            boolean own = slash == 1 || path.length() == 1;
            return own && !home.isEmpty() ? of(home + rest, null, "") : resolve("~", rest);
        }
        if (path.startsWith("/") || isDrive(path)) {
            return resolve("/", shortcut(path, folder));
        }
        if (folder != null) {
            base = clean(folder);
            if (base.isEmpty()) {
                return resolve(UNKNOWN, path);
            }
            if (base.startsWith("~") || base.startsWith("/") || isDrive(base)) {
                return of(base + "/" + path, null, home);
            }
        }
        return resolve("", base + "/" + path);
    }

    private static boolean isDrive(String path) {
        return path.length() > 2
                && path.charAt(1) == ':'
                && path.charAt(2) == '/'
                && Character.isLetter(path.charAt(0));
    }

    /** Takes out what is not seen, and turns Windows' way of writing into the other. */
    private static String clean(String text) {
        String path = Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        boolean windows =
                path.startsWith("\\\\") || (path.length() > 2 && path.charAt(1) == ':' && path.charAt(2) == '\\');
        if (windows || path.indexOf('\\') > 0) {
            path = path.replace('\\', '/');
        }
        if (path.startsWith("//?/") || path.startsWith("//./")) {
            path = path.substring(4);
        }
        StringBuilder kept = null;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean unseen = c == '\u00ad'
                    || (c >= '\u200b' && c <= '\u200f')
                    || (c >= '\u2060' && c <= '\u2064')
                    || c == '\ufeff'
                    || (c >= '\ufe00' && c <= '\ufe0f')
                    || (c >= '\u202a' && c <= '\u202e');
            if (unseen && kept == null) {
                kept = new StringBuilder(path.substring(0, i));
            } else if (!unseen && kept != null) {
                kept.append(c);
            }
        }
        return kept == null ? path : kept.toString();
    }

    /** Follows the links in {@code /proc} that lead to the root or the current folder. */
    private static String shortcut(String path, @Nullable String folder) {
        if (!path.startsWith("/proc/")) {
            return path;
        }
        int second = path.indexOf('/', 6);
        if (second < 0) {
            return path;
        }
        String rest = path.substring(second);
        if (rest.equals("/root") || rest.startsWith("/root/")) {
            return rest.substring(5);
        }
        if (rest.startsWith("/cwd") && folder != null && folder.startsWith("/")) {
            return folder + rest.substring(4);
        }
        return path;
    }

    private static PathText resolve(String start, String rest) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= rest.length(); i++) {
            if (i < rest.length() && rest.charAt(i) != '/') {
                continue;
            }
            String segment = rest.substring(from, i);
            from = i + 1;
            if (segment.equals("..")) {
                boolean open =
                        segments.isEmpty() || segments.get(segments.size() - 1).equals("..");
                if (!open) {
                    segments.remove(segments.size() - 1);
                } else if (!start.equals("/")) {
                    segments.add(segment);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return new PathText(start, segments);
    }

    /**
     * Returns the path behind all links of the deepest folder that exists; this one where nothing can be looked up.
     *
     * @param last whether a link at the end is followed too
     * @param links what was found out before, which is added to
     */
    PathText real(boolean last, Map<String, Optional<String>> links) {
        if (!start.equals("/") || segments.isEmpty() || isPattern()) {
            return this;
        }
        try {
            Path path = Path.of(text());
            List<String> below = new ArrayList<>();
            if (!last) {
                below.add(0, segments.get(segments.size() - 1));
                path = path.getParent();
            }
            while (path != null) {
                Path looked = path;
                Optional<String> real = links.computeIfAbsent(path.toString(), text -> realOf(looked));
                if (real.isPresent()) {
                    StringBuilder whole = new StringBuilder(real.get());
                    below.forEach(segment -> whole.append('/').append(segment));
                    return resolve("/", whole.toString());
                }
                Path name = path.getFileName();
                if (name != null) {
                    below.add(0, name.toString());
                }
                path = path.getParent();
            }
        } catch (InvalidPathException | SecurityException e) {
            return this;
        }
        return this;
    }

    private static Optional<String> realOf(Path path) {
        // Asked first, since an exception costs more than a question.
        if (!path.toFile().exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(path.toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the path as text, without a slash at the end. */
    String text() {
        String joined = String.join("/", segments);
        if (start.isEmpty()) {
            return joined;
        }
        return start.equals("/") ? "/" + joined : segments.isEmpty() ? start : start + "/" + joined;
    }

    /** Returns the text in the case in which names are compared. */
    String folded() {
        return text().toLowerCase(Locale.ROOT);
    }

    List<String> segments() {
        return segments;
    }

    boolean isAbsolute() {
        return start.equals("/");
    }

    boolean isHome() {
        return start.equals("~");
    }

    boolean isUnknown() {
        return start.equals(UNKNOWN);
    }

    /** Tells whether a relative path leads out of the folder it starts from, or is that folder. */
    boolean climbs() {
        return !segments.isEmpty() && segments.get(0).equals("..");
    }

    boolean isPattern() {
        return segments.stream().anyMatch(PathText::isPattern);
    }

    static boolean isPattern(String segment) {
        return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0 || segment.indexOf('[') >= 0;
    }

    /** Tells whether this path is another, or below it. */
    boolean isWithin(PathText other) {
        return start.equals(other.start)
                && segments.size() >= other.segments.size()
                && segments.subList(0, other.segments.size()).equals(other.segments);
    }

    /** Returns the path up to the first segment that is a pattern. */
    PathText fixedPart() {
        List<String> fixed = new ArrayList<>();
        for (String segment : segments) {
            if (isPattern(segment)) {
                break;
            }
            fixed.add(segment);
        }
        return new PathText(start, fixed);
    }

    /** Returns this path as one below the home folder, or null where it is not. */
    @Nullable PathText fromHome(String home) {
        if (isHome()) {
            return this;
        }
        if (home.isEmpty() || !isAbsolute()) {
            return null;
        }
        PathText folder = resolve("/", home);
        return isWithin(folder) ? new PathText("~", segments.subList(folder.segments.size(), segments.size())) : null;
    }
}
