/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingTreeTest {

    @TempDir
    Path folder;

    private Path git;

    @BeforeEach
    void makeARepository() throws IOException {
        git = Files.createDirectories(folder.resolve(".git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/feature/cart\n");
        origin("git@forge.example:acme/shop.git");
    }

    @Test
    void aFolderBelowTheTopIsInTheWorkingTree() throws IOException {
        Path below = Files.createDirectories(folder.resolve("src/main"));

        assertThat(WorkingTree.at(below.toString()))
                .isEqualTo(new WorkingTree(folder.toString(), "feature/cart", "acme/shop"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://forge.example/acme/shop.git, acme/shop",
        "https://forge.example/acme/shop, acme/shop",
        "ssh://git@forge.example:22/acme/shop.git, acme/shop",
        "git@forge.example:acme/shop, acme/shop",
        "https://user@forge.example/group/sub/shop, sub/shop",
        "shop, ''",
        "/shop, ''"
    })
    void theRepositoryIsNamedByTheAddressOfItsOrigin(String address, String name) throws IOException {
        origin(address);

        assertThat(WorkingTree.at(folder.toString()).repository()).isEqualTo(name);
    }

    @Test
    void aDetachedHeadIsNoBranch() throws IOException {
        Files.writeString(git.resolve("HEAD"), "0123456789012345678901234567890123456789\n");

        assertThat(WorkingTree.at(folder.toString()).branch()).isEmpty();
    }

    @Test
    void aLinkedWorkingTreeHasItsOwnBranchAndTheSharedOrigin() throws IOException {
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Path own = Files.createDirectories(git.resolve("worktrees/linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + own + "\n");
        Files.writeString(own.resolve("HEAD"), "ref: refs/heads/other\n");
        Files.writeString(own.resolve("commondir"), "../..\n");

        assertThat(WorkingTree.at(linked.toString()))
                .isEqualTo(new WorkingTree(linked.toString(), "other", "acme/shop"));
    }

    @Test
    void whatCannotBeReadIsNotKnown() throws IOException {
        assertThat(WorkingTree.at("\0")).isEqualTo(WorkingTree.NONE);
        assertThat(WorkingTree.at("/")).isEqualTo(WorkingTree.NONE);
        Files.delete(git.resolve("HEAD"));
        assertThat(WorkingTree.at(folder.toString()).branch()).isEmpty();
    }

    private void origin(String address) throws IOException {
        Files.writeString(
                git.resolve("config"),
                "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = x:other/fork\n[remote \"origin\"]\n\turl = "
                        + address + "\n");
    }
}
