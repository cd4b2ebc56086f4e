/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads objects by their names, loose or packed. For use by one thread; to be closed. */
final class ObjectReader implements AutoCloseable {

    /*
     * The chain of differences that leads to an object is followed first, by the heads of its entries alone; then it is
     * applied from the base on, so that no more than three objects are held at a time. A place that proves unreadable is no
     * end: the same object may stand elsewhere.
     */

    /** Objects that are longer than this are not read. */
    static final int MAX_OBJECT = 4 << 20;

    /** What one reader reads, inflates and copies at most. */
    private static final long MAX_WORK = 64 << 20;

    /** Git itself makes chains of at most 4,095. */
    private static final int MAX_DEPTH = 4_096;

    private static final int MAX_PACKS = 512;
    /** Copying is that many times cheaper than inflating. */
    private static final int COPY = 8;

    private static final List<String> TYPES = List.of("", "commit", "tree", "blob", "tag");

    /** An object: what it is, and its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record GitObject(String type, byte[] bytes) {}

    private record Link(Pack pack, Pack.Entry entry) {}

    private final GitFolders folders;
    private final Budget budget = new Budget(MAX_WORK);
    private final Inflation inflation = new Inflation(budget);
    private final MessageDigest digest;
    private @Nullable List<Pack> packs;

    ObjectReader(GitFolders folders) {
        this.folders = folders;
        try {
            this.digest = MessageDigest.getInstance(folders.idLength() == 20 ? "SHA-1" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1 and SHA-256", e);
        }
    }

    /**
     * Returns an object.
     *
     * @param id its name, in hexadecimal digits
     * @throws Unreadable if it is not at hand, is not what its name says, or is beyond the bounds
     */
    // INVARIANT: what is returned has this name by its hash; damage never turns one object into another.
    GitObject read(String id) throws Unreadable {
        byte[] name = name(id);
        for (Pack pack : List.copyOf(packs())) {
            GitObject found = tried(name, () -> packed(pack, name));
            if (found != null) {
                if (packs().get(0) != pack) {
                    packs().remove(pack);
                    packs().add(0, pack);
                }
                return found;
            }
        }
        for (Path objects : folders.objects()) {
            GitObject found = tried(name, () -> loose(objects, id));
            if (found != null) {
                return found;
            }
        }
        throw new Unreadable();
    }

    private interface Attempt {
        @Nullable GitObject read() throws Unreadable;
    }

    private @Nullable GitObject tried(byte[] name, Attempt attempt) {
        try {
            GitObject found = attempt.read();
            return found != null && isNamed(found, name) ? found : null;
        } catch (Unreadable e) {
            return null;
        }
    }

    private byte[] name(String id) throws Unreadable {
        try {
            byte[] name = HexFormat.of().parseHex(id);
            if (name.length == folders.idLength()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Not a name.
        }
        throw new Unreadable();
    }

    private boolean isNamed(GitObject object, byte[] name) {
        digest.update((object.type() + " " + object.bytes().length + "\0").getBytes(StandardCharsets.US_ASCII));
        return MessageDigest.isEqual(digest.digest(object.bytes()), name);
    }

    private @Nullable GitObject loose(Path objects, String id) throws Unreadable {
        String lower = id.toLowerCase(Locale.ROOT);
        FileBytes file = FileBytes.open(objects.resolve(lower.substring(0, 2)).resolve(lower.substring(2)), budget);
        if (file == null) {
            return null;
        }
        try (file) {
            byte[] all = inflation.inflate(file, 0, MAX_OBJECT + 32);
            int end = 0;
            while (end < Math.min(all.length, 32) && all[end] != 0) {
                end++;
            }
            String header = new String(all, 0, end, StandardCharsets.US_ASCII);
            int blank = header.indexOf(' ');
            String type = blank < 0 ? "" : header.substring(0, blank);
            byte[] bytes = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
            boolean says = header.equals(type + " " + bytes.length);
            return says && bytes.length <= MAX_OBJECT && TYPES.indexOf(type) > 0 ? new GitObject(type, bytes) : null;
        }
    }

    private @Nullable GitObject packed(Pack pack, byte[] name) throws Unreadable {
        long place = pack.place(name);
        return place < 0 ? null : at(pack, place);
    }

    private GitObject at(Pack from, long place) throws Unreadable {
        List<Link> chain = new ArrayList<>();
        Pack pack = from;
        Pack.Entry entry = pack.entry(place);
        GitObject base = null;
        while (entry.type() >= Pack.OFS_DELTA && base == null) {
            chain.add(new Link(pack, entry));
            if (chain.size() > MAX_DEPTH) {
                throw new Unreadable();
            }
            if (entry.type() == Pack.OFS_DELTA) {
                entry = pack.entry(entry.base());
                continue;
            }
            Pack holder = holder(pack, entry.baseId());
            if (holder == null) {
                base = looseBase(entry.baseId());
            } else {
                entry = holder.entry(holder.place(entry.baseId()));
                pack = holder;
            }
        }
        byte[] bytes = base == null ? content(pack, entry) : base.bytes();
        for (int i = chain.size() - 1; i >= 0; i--) {
            byte[] delta = content(chain.get(i).pack(), chain.get(i).entry());
            budget.spend(bytes.length / COPY);
            bytes = Delta.applied(delta, bytes, MAX_OBJECT);
            budget.spend(bytes.length / COPY);
        }
        return new GitObject(base == null ? TYPES.get(entry.type()) : base.type(), bytes);
    }

    private byte[] content(Pack pack, Pack.Entry entry) throws Unreadable {
        if (entry.size() > MAX_OBJECT) {
            throw new Unreadable();
        }
        byte[] bytes = inflation.inflate(pack.bytes(), entry.data(), (int) entry.size());
        if (bytes.length != entry.size()) {
            throw new Unreadable();
        }
        return bytes;
    }

    /** The base of a difference stands in the same pack, as a rule. */
    private @Nullable Pack holder(Pack first, byte[] id) throws Unreadable {
        if (first.place(id) >= 0) {
            return first;
        }
        for (Pack pack : packs()) {
            if (pack != first && pack.place(id) >= 0) {
                return pack;
            }
        }
        return null;
    }

    private GitObject looseBase(byte[] id) throws Unreadable {
        for (Path objects : folders.objects()) {
            GitObject found = loose(objects, HexFormat.of().formatHex(id));
            if (found != null) {
                return found;
            }
        }
        throw new Unreadable();
    }

    private List<Pack> packs() {
        if (packs == null) {
            List<Path> found = new ArrayList<>();
            folders.objects().forEach(objects -> list(objects.resolve("pack"), found));
            packs = new ArrayList<>();
            for (Path file : found) {
                packs.add(new Pack(file, folders.idLength(), budget));
            }
        }
        return packs;
    }

    private static void list(Path folder, List<Path> found) {
        List<Path> here = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "pack-*.idx")) {
            for (Path file : stream) {
                if (found.size() + here.size() >= MAX_PACKS) {
                    break;
                }
                here.add(file);
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            // No packs that could be read.
        }
        here.sort(null);
        found.addAll(here);
    }

    @Override
    public void close() {
        inflation.close();
        if (packs != null) {
            packs.forEach(Pack::close);
        }
    }
}
