/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes tables of references as their description says.
 *
 * @param idLength the bytes of a name
 * @param blockSize the size of a block with references, as far as its last record allows
 * @param padded whether each block is filled up to that size; otherwise they follow each other
 * @param restart how many records stand from one that stands in full to the next
 * @param fanOut how many blocks one block of the index names; 0 for no index
 */
public record TableWriter(int idLength, int blockSize, boolean padded, int restart, int fanOut) {

    public static final TableWriter PLAIN = new TableWriter(20, 4096, true, 16, 0);

    /** A value is an id, two of them with a blank between, {@code ref: } and a name, or empty for what is deleted. */
    public byte[] table(Map<String, String> references) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head());
        TreeMap<byte[], String> sorted = new TreeMap<>(Arrays::compareUnsigned);
        references.forEach((name, value) -> sorted.put(name.getBytes(StandardCharsets.UTF_8), value));
        TreeMap<byte[], byte[]> blocks = new TreeMap<>(Arrays::compareUnsigned);
        Block block = new Block('r', out.size());
        for (Map.Entry<byte[], String> entry : sorted.entrySet()) {
            if (block.count > 0 && block.size() + entry.getKey().length + 120 > blockSize) {
                block.end(out, blocks);
                while (padded && out.size() % blockSize != 0) {
                    out.write(0);
                }
                block = new Block('r', 0);
            }
            block.add(entry.getKey(), type(entry.getValue()), value(entry.getValue()));
        }
        if (block.count > 0) {
            block.end(out, blocks);
        }
        long index = 0;
        Map<byte[], byte[]> below = blocks;
        for (int level = 0; fanOut > 0 && !below.isEmpty() && (level == 0 || below.size() > 1); level++) {
            TreeMap<byte[], byte[]> above = new TreeMap<>(Arrays::compareUnsigned);
            Block node = new Block('i', 0);
            for (Map.Entry<byte[], byte[]> entry : below.entrySet()) {
                if (node.count == fanOut) {
                    node.end(out, above);
                    node = new Block('i', 0);
                }
                node.add(entry.getKey(), 0, entry.getValue());
            }
            index = out.size();
            if (node.count > 0) {
                node.end(out, above);
            }
            below = above;
        }
        byte[] foot = ByteBuffer.allocate(head().length + 40)
                .put(head())
                .putLong(index)
                .array();
        out.writeBytes(foot);
        CRC32 sum = new CRC32();
        sum.update(foot);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return out.toByteArray();
    }

    private byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(idLength == 20 ? 24 : 28);
        head.putInt(0x52454654)
                .putInt((idLength == 20 ? 1 : 2) << 24 | (padded ? blockSize : 0))
                .putLong(1)
                .putLong(9);
        return (idLength == 20 ? head : head.putInt(0x73323536)).array();
    }

    private static int type(String value) {
        return value.isEmpty() ? 0 : value.startsWith("ref: ") ? 3 : value.indexOf(' ') < 0 ? 1 : 2;
    }

    private static byte[] value(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, value.length() * 300L); // when it was changed, which nobody asks for
        if (type(value) == 3) {
            byte[] target = value.substring(5).getBytes(StandardCharsets.UTF_8);
            number(out, target.length);
            out.writeBytes(target);
        } else {
            out.writeBytes(HexFormat.of().parseHex(value.replace(" ", "")));
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, long number) {
        byte[] bytes = new byte[10];
        int at = 9;
        bytes[at] = (byte) (number & 0x7f);
        for (long rest = number >>> 7; rest > 0; rest >>>= 7) {
            rest--;
            bytes[--at] = (byte) (0x80 | (rest & 0x7f));
        }
        out.write(bytes, at, 10 - at);
    }

    private final class Block {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<Integer> restarts = new ArrayList<>();
        private final char type;
        private final int before;
        private byte[] last = new byte[0];
        private int count;

        /** Begins a block that counts from some bytes before it. */
        Block(char type, int before) {
            this.type = type;
            this.before = before;
        }

        int size() {
            return before + 4 + out.size() + 3 * restarts.size() + 2;
        }

        void add(byte[] name, int kind, byte[] value) {
            boolean full = count++ % restart == 0;
            if (full) {
                restarts.add(before + 4 + out.size());
            }
            int same = full ? 0 : Math.max(0, Arrays.mismatch(last, name));
            number(out, same);
            number(out, (long) (name.length - same) << 3 | kind);
            out.write(name, same, name.length - same);
            out.writeBytes(value);
            last = name;
        }

        /** Writes it, and notes the place under its last name. */
        void end(ByteArrayOutputStream table, Map<byte[], byte[]> places) {
            ByteArrayOutputStream place = new ByteArrayOutputStream();
            number(place, table.size() - before);
            places.put(last, place.toByteArray());
            table.writeBytes(ByteBuffer.allocate(4).putInt(type << 24 | size()).array());
            table.writeBytes(out.toByteArray());
            for (int at : restarts) {
                table.writeBytes(new byte[] {(byte) (at >> 16), (byte) (at >> 8), (byte) at});
            }
            table.writeBytes(new byte[] {(byte) (restarts.size() >> 8), (byte) restarts.size()});
        }
    }

    /** Writes a stack of tables, the oldest first, as the references of the repository in a folder. */
    public static void stack(Path git, int idLength, List<byte[]> tables) {
        try {
            Files.createDirectories(git.resolve("objects"));
            Path folder = Files.createDirectories(git.resolve("reftable"));
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < tables.size(); i++) {
                Files.write(folder.resolve("t" + i + ".ref"), tables.get(i));
                list.append("t").append(i).append(".ref\n");
            }
            Files.writeString(folder.resolve("tables.list"), list);
            Files.writeString(git.resolve("HEAD"), "ref: refs/heads/.invalid\n");
            Path config = git.resolve("config");
            String before = Files.exists(config) ? Files.readString(config) : "";
            Files.writeString(
                    config,
                    before + "\n[extensions]\n\trefStorage = reftable\n"
                            + (idLength == 32 ? "\tobjectFormat = sha256\n" : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
