/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    /** The whole path, once somebody has asked for it. */
    private @Nullable String text;

    private @Nullable Boolean pattern;

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
        if (isPlain(text)) {
            return text;
        }
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

    /** Tells whether nothing is to be taken out or turned, as in most paths: it is ASCII, and holds no backslash. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == '\\') {
                return false;
            }
        }
        return !text.startsWith("//");
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
    PathText real(boolean last, RealPaths links) {
        if (!start.equals("/") || segments.isEmpty() || isPattern()) {
            return this;
        }
        try {
            String whole = Path.of(text()).toString();
            int[] ends = ends(whole);
            if (ends.length != segments.size()) {
                return this;
            }
            int names = links.existing(whole, ends, last ? ends.length : ends.length - 1);
            int end = names == 0 ? 0 : ends[names - 1];
            String real = links.real(whole, ends, names).orElse("");
            boolean same = real.length() <= 1 || (real.length() == end && whole.startsWith(real));
            if (same) {
                return this;
            }
            ReadingLog.link(whole.substring(0, end), real);
            return resolve("/", real + whole.substring(end));
        } catch (InvalidPathException | SecurityException e) {
            return this;
        }
    }

    /** Returns where each name of a path ends. */
    private static int[] ends(String path) {
        int count = 0;
        int[] ends = new int[16];
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                ends = count == ends.length ? Arrays.copyOf(ends, 2 * count) : ends;
                ends[count++] = i;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    /** Returns the path as text, without a slash at the end. */
    String text() {
        String known = text;
        if (known == null) {
            known = made();
            text = known;
        }
        return known;
    }

    private String made() {
        StringBuilder joined = new StringBuilder(96).append(start);
        for (String segment : segments) {
            if (!joined.isEmpty() && joined.charAt(joined.length() - 1) != '/') {
                joined.append('/');
            }
            joined.append(segment);
        }
        return joined.toString();
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
        Boolean known = pattern;
        if (known == null) {
            known = hasPattern();
            pattern = known;
        }
        return known;
    }

    private boolean hasPattern() {
        for (String segment : segments) {
            if (isPattern(segment)) {
                return true;
            }
        }
        return false;
    }

    static boolean isPattern(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    /** Tells whether this path is another, or below it. */
    boolean isWithin(PathText other) {
        int size = other.segments.size();
        if (segments.size() < size || !start.equals(other.start)) {
            return false;
        }
        for (int i = size - 1; i >= 0; i--) {
            if (!segments.get(i).equals(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether this path, or one that this pattern matches, may be a folder above another. */
    boolean mayHold(PathText other) {
        PathText fixed = fixedPart();
        if (!other.isWithin(fixed)) {
            return false;
        }
        int size = fixed.segments.size();
        return size == segments.size()
                || size >= other.segments.size()
                || segments.get(size).contains("**")
                || Globs.matches(segments.get(size), other.segments.get(size));
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
