/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only somebody who means harm would write ends in "not readable". */
class HostileObjectsTest {

    private static final String ID = "ab".repeat(20);
    private static final byte[] NAME = HexFormat.of().parseHex(ID);

    @TempDir
    Path top;

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectories(top.resolve(".git/objects/pack"));
    }

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out)) {
            stream.write(content);
        }
        return out.toByteArray();
    }

    /** Writes a pack with one entry, and its index. */
    private void pack(byte[] head, byte[] content) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes(ByteBuffer.allocate(12)
                .put("PACK".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(1)
                .array());
        pack.writeBytes(head);
        pack.writeBytes(deflated(content));
        ByteBuffer index = ByteBuffer.allocate(8 + 1024 + 20 + 8 + 40);
        index.putInt(0xff744f63).putInt(2);
        for (int i = 0; i < 256; i++) {
            index.putInt(i >= 0xab ? 1 : 0);
        }
        index.put(NAME).putInt(0).putInt(12);
        Files.write(top.resolve(".git/objects/pack/pack-1.pack"), pack.toByteArray());
        Files.write(top.resolve(".git/objects/pack/pack-1.idx"), index.array());
    }

    private void unreadable() {
        try (CommitFiles files = GitObjects.at(top).orElseThrow().files(ID)) {
            assertThat(files.names("")).isEmpty();
            assertThat(files.text("a")).isEmpty();
            assertThat(files.isWhole()).isFalse();
        }
    }

    @Test
    void aDifferenceFromItself() throws IOException {
        byte[] head = ByteBuffer.allocate(21).put((byte) 0x74).put(NAME).array();
        pack(head, new byte[] {1, 1, 1, 0});
        unreadable();
    }

    @Test
    void aDifferenceFromNothingBeforeIt() throws IOException {
        pack(new byte[] {0x64, 0x0c}, new byte[] {1, 1, 1, 0});
        unreadable();
        pack(new byte[] {0x64, 0x00}, new byte[] {1, 1, 1, 0});
        unreadable();
        pack(new byte[] {0x64, -1, -1, -1, -1, -1, -1, -1, -1, -1}, new byte[0]);
        unreadable();
    }

    @Test
    void aSizeThatIsOnlyAnnounced() throws IOException {
        pack(new byte[] {(byte) 0x9f, -1, -1, -1, -1, -1, 0x7f}, new byte[10]);
        unreadable();
        pack(new byte[] {(byte) 0x9f, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, new byte[10]);
        unreadable();
    }

    @Test
    void aSmallFileThatHoldsMuch() throws IOException {
        byte[] much = new byte[20 << 20];
        byte[] head = ("blob " + much.length + "\0").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, much, 0, head.length);
        Path loose = top.resolve(".git/objects/ab/" + ID.substring(2));
        Files.createDirectories(loose.getParent());
        Files.write(loose, deflated(much));
        unreadable();
    }

    @Test
    void referencesThatLeadInACircleOrOut() throws IOException {
        Files.createDirectories(top.resolve(".git/refs/heads"));
        Files.writeString(top.resolve(".git/HEAD"), "ref: refs/heads/a\n");
        Files.writeString(top.resolve(".git/refs/heads/a"), "ref: refs/heads/b\n");
        Files.writeString(top.resolve(".git/refs/heads/b"), "ref: refs/heads/a\n");
        Files.writeString(top.resolve("secret"), ID + "\n");
        GitObjects git = GitObjects.at(top).orElseThrow();
        assertThat(git.id("HEAD")).isEmpty();
        assertThat(git.id("refs/../../secret")).isEmpty();
        assertThat(git.id("refs/heads/\0")).isEmpty();
    }

    @Test
    void alternatesThatNameEachOther() throws IOException {
        Files.createDirectories(top.resolve(".git/objects/info"));
        Files.writeString(top.resolve(".git/objects/info/alternates"), "../objects\n../other\nnot/there\n");
        Files.createDirectories(top.resolve(".git/other/info"));
        Files.writeString(top.resolve(".git/other/info/alternates"), "../objects\n../other\n");
        unreadable();
    }
}
