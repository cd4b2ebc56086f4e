/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Commands;
import dev.agentgovernance.core.internal.classify.RecordingSink;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitCommandsTest {

    private static RecordingSink classify(String line, String branch) {
        RecordingSink sink = new RecordingSink(
                ActionContext.of("tester", "acme/shop").toBuilder()
                        .branch(branch)
                        .build(),
                ClassifierSettings.DEFAULT);
        new GitCommands().classify(Commands.of(line), sink);
        return sink;
    }

    private static Set<String> summary(String line) {
        return classify(line, "feature/x").summary();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            git status -sb                              | vcs.read
            git log --oneline -20                       | vcs.read
            git diff HEAD~1 --stat                      | vcs.read
            git show abc123:src/A.java                  | vcs.read
            git --no-pager log -p                       | vcs.read
            git -c color.ui=never status                | vcs.read
            git branch -a                               | vcs.read
            git branch --show-current                   | vcs.read
            git tag -l 'v*'                             | vcs.read
            git stash list                              | vcs.read
            git remote -v                               | vcs.read
            git config --get user.name                  | vcs.read
            git config user.name                        | vcs.read
            git reflog                                  | vcs.read
            git worktree list                           | vcs.read
            git clean -n                                | vcs.read
            git push --help                             | vcs.read
            git add -A                                  | vcs.commit
            git commit -m x                             | vcs.commit
            git commit --amend                          | vcs.commit vcs.rewrite
            git commit -nm x                            | vcs.commit vcs.hook-bypass
            git commit --no-verif -m x                  | vcs.commit vcs.hook-bypass
            git checkout -b feature/y                   | vcs.commit
            git checkout feature/y                      | vcs.commit
            git restore --staged a.txt                  | vcs.commit
            git reset HEAD a.txt                        | vcs.commit
            git stash                                   | vcs.commit
            git branch -d x                             | vcs.commit
            git rebase main                             | vcs.rewrite
            git branch -f x HEAD~1                      | vcs.discard
            git reset --soft HEAD~1                     | vcs.rewrite
            git fetch origin                            | vcs.fetch
            git pull                                    | vcs.commit vcs.fetch
            git reset --hard                            | vcs.discard
            git reset --har                             | vcs.discard
            git -C sub reset --hard                     | fs.list vcs.discard
            git checkout -- .                           | fs.write vcs.discard
            git checkout .                              | vcs.discard
            git checkout README.md                      | vcs.discard
            git checkout -f main                        | vcs.discard
            git checkout HEAD~1 a.txt                   | vcs.discard
            git restore a.txt                           | fs.write vcs.discard
            git clean -fd                               | vcs.discard
            git clean -df                               | vcs.discard
            git stash drop                              | vcs.discard
            git stash clear                             | vcs.discard
            git branch -D x                             | vcs.discard
            git branch -d -f x                          | vcs.discard
            git reflog expire --expire=now --all        | vcs.discard
            git gc --prune=now                          | vcs.discard
            git update-ref -d refs/heads/x              | vcs.discard
            git switch -f main                          | vcs.discard
            git push                                    | vcs.push
            git push origin feature/x                   | vcs.push
            git push -u origin HEAD                     | vcs.push
            git push origin main                        | vcs.push.governed
            git push origin HEAD:refs/heads/main        | vcs.push.governed
            git push origin HEAD:main                   | vcs.push.governed
            git push --all                              | vcs.push.governed
            git push -f                                 | vcs.push.force
            git push -uf origin x                       | vcs.push.force
            git push --force-w origin x                 | vcs.push.force
            git push origin +x                          | vcs.push.force
            git push --force origin main                | vcs.push.force.governed
            git push origin +HEAD:main                  | vcs.push.force.governed
            git push --force-with-lease origin main     | vcs.push.force.lease
            git push --force-w origin HEAD:main         | vcs.push.force.lease
            git push --force-with-lease origin +main    | vcs.push.force.governed
            git push -f --force-with-lease origin main  | vcs.push.force.governed
            git push --force-with-lease --mirror        | vcs.push.delete vcs.push.force.governed
            git push --force-with-lease origin x        | vcs.push.force
            git branch -M main                          | vcs.discard
            git tag -d v1                               | vcs.discard
            git tag -f v1                               | vcs.discard
            git pull --force                            | vcs.discard vcs.fetch
            git symbolic-ref HEAD refs/heads/x          | vcs.discard
            git fetch --prune-tags origin               | vcs.discard vcs.fetch
            git push https://x.test/y feature/x         | net.send vcs.push
            git push origin x --force                   | vcs.push.force
            git push --mirror                           | vcs.push.delete vcs.push.force.governed
            git push --mirr                             | vcs.push.delete vcs.push.force.governed
            git push origin :x                          | vcs.push.delete
            git push origin --delete x                  | vcs.push.delete
            git push origin --dele x                    | vcs.push.delete
            git push -d origin main                     | vcs.push.delete vcs.push.force.governed
            git push --tags                             | vcs.push.tag
            git push origin v1.2.3                      | vcs.push.tag
            git push origin tag v1                      | vcs.push.tag
            git push --no-verify origin x               | vcs.hook-bypass vcs.push
            git push --dry-run origin main              | vcs.fetch
            git remote add up https://x.test/y          | vcs.config
            git submodule foreach id                    | run:shell vcs.read
            git bisect run ./t.sh                       | run:shell vcs.commit
            git checkout-index src/a.txt                | vcs.rewrite
            git worktree remove ../x                    | vcs.commit
            git interpret-trailers --parse              | vcs.read
            git rerere status                           | vcs.read
            git config user.name x                      | vcs.config
            git config core.hooksPath /tmp/h            | agent.self-tamper vcs.config
            """)
    void understoodCommands(String line, String expected) {
        Set<String> kinds = summary(line);
        Set<String> wanted = new TreeSet<>(Set.of(expected.split(" ")));
        if (wanted.contains("agent.self-tamper")) {
            wanted.remove("vcs.config");
        }
        assertThat(kinds).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            git frobnicate                              | exec.opaque
            git -c alias.q=!cmd q                       | exec.opaque
            git -c core.sshCommand=evil fetch           | exec.opaque
            git -c core.hooksPath=/tmp commit           | vcs.hook-bypass
            git --exec-path=/tmp status                 | exec.opaque
            git --config-env=core.pager=X log           | exec.opaque
            git diff --ext-diff                         | exec.opaque
            git grep -O foo                             | exec.opaque
            git fetch --upload-pack=evil origin         | exec.opaque
            git ls-remote --upload=evil origin          | exec.opaque
            git config alias.x '!id'                    | exec.opaque
            git remote set-url origin https://x.test/y  | vcs.config
            git submodule foreach $X                    | exec.opaque
            git bisect run ./t.sh $X                    | exec.opaque
            git push --forc origin x                    | vcs.push.force
            git reset $X                                | vcs.discard
            GIT_CONFIG_COUNT=1 git status               | exec.opaque
            GIT_SSH_COMMAND=evil git fetch              | exec.opaque
            git -p log                                  | vcs.read
            git log --frobnicate                        | vcs.read
            git push origin $X                          | vcs.push.governed
            """)
    void notWhollyUnderstoodCommands(String line, String atLeast) {
        assertThat(summary(line)).contains(atLeast).containsAnyOf("?", "??");
    }

    @Test
    void aReadThatWritesAFileIsAWrite() {
        assertThat(summary("git diff --output=/tmp/x")).contains("fs.write");
        assertThat(summary("git log --outpu=x")).contains("fs.write");
    }

    @Test
    void aPushFromABranchThatIsNotKnownCountsAsGoverned() {
        assertThat(classify("git push", "").summary()).containsExactly("vcs.push.governed");
        assertThat(classify("git push -f", "").summary()).containsExactly("vcs.push.force.governed");
        assertThat(classify("git push", "main").summary()).containsExactly("vcs.push.governed");
    }

    @Test
    void theCommandOfARebaseIsJudgedToo() {
        assertThat(summary("git rebase -x 'make test' main")).contains("run:shell", "vcs.rewrite");
    }
}
