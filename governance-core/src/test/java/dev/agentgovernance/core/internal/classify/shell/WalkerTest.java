/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ShellAction;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.CommandClassifier;
import dev.agentgovernance.core.internal.classify.EffectSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WalkerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "probe a b!a b",
                "probe 'a b'!a b",
                "probe {a,b}c!ac bc",
                "probe {1..3}!1 2 3",
                "probe {c..a}!c b a",
                "probe a{b,c{d,e}}!ab acd ace",
                "probe {a}!{a}",
                "probe *.txt!~*.txt",
                "probe \"*.txt\"!*.txt",
                "probe $X!…",
                "probe a$X!a…",
                "X=a; probe $X!a",
                "X='a b'; probe $X!a b",
                "X=a; X+=b; probe $X!ab",
                "for x in a b; do probe $x; done!<a|b>",
                "probe ${X:-b}!…",
                "X=a; probe ${X:-b}!a",
                "X=a; probe ${X:+c}!c",
                "probe ~/x!~/x",
                "probe $HOME/x!~/x",
                "probe $((1+1))!~*",
                "probe $?!~[0-9]*",
                "probe \"$(echo a b)\"!a b",
                "probe $(pwd)!.",
                "probe $(git ls-files)!~**",
                "probe $(git ls-files '*.java' | head -5)!~**",
                "for f in $(find src -name '*.ts' 2>/dev/null); do probe $f; done!~src/**/*.ts",
                "probe $(git diff --name-only HEAD~1 | grep -v test | sort -u)!~**",
                "probe $(rg -l TODO src)!~**",
                "probe $(git ls-files --stage)!…",
                "probe $(git diff)!…",
                "probe $(git diff --no-index --name-only a b)!…",
                "probe $(find /etc -type f)!…",
                "probe $(find ../other)!…",
                "probe $(find . -printf '%h')!…",
                "probe $(git ls-files | sort -o x)!…",
                "probe $(git ls-files | grep -n x)!…",
                "probe $(git ls-files | grep -o a x.txt)!…",
                "probe $(git ls-files | sed s/x/y/)!…",
                "probe $(git ls-files; echo /etc/x)!…",
                "probe $(GIT_DIR=/x git ls-files)!…",
                "git() { echo /etc/x; }; probe $(git ls-files)!…",
                "if x; then X=a; else X=b; fi; probe $X!<b|a>",
                "X=a; x && X=b; probe $X!<b|a>",
                "X=a; read X; probe $X!…",
                "f() { probe $1 $2; }; f a b!a b",
                "X=a; (X=b); probe $X!a",
                "X=a; unset X; probe $X!…",
                "set -- a b; probe \"$@\"!a b",
                "local X=a; probe $X!a",
                "X=a probe $X!…",
                "while x; do X=a; done; probe $X!…",
                "probe a\\ b!a b",
                "probe \"a\"'b'c!abc",
                "probe a#b!a#b",
                "probe $'a\\tb'!a\tb",
                "probe \"\\a\\$\"!\\a$",
                "probe [ab]!~[ab]",
                "X=*; probe $X!~*",
                "X=a,b IFS=,; probe $X!a b"
            })
    void wordsBecomeWhatAShellMakesOfThem(String command, String words) {
        List<List<String>> started = Commands.started(command);
        if (words == null) {
            assertThat(Commands.classify(command).coverage()).isEqualTo(Coverage.OPAQUE);
        } else {
            assertThat(started).hasSize(1);
            assertThat(String.join(" ", started.get(0).subList(1, started.get(0).size())))
                    .isEqualTo(words);
        }
    }

    private static final ActionContext CONTEXT = ActionContext.builder("agent")
            .workingDirectory("/home/dev/shop")
            .repositoryRoot("/home/dev/shop")
            .build();

    private static List<Effect> at(String command) {
        return Commands.classifier().classify(Action.shell(command), CONTEXT).effects();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd / && rm -rf home",
                "cd ..; rm -rf x",
                "cd /; rm -rf x",
                "cd ../.. && cd ..; rm -rf x",
                "pushd /; rm -rf x",
                "cd \"$X\"; rm -rf x",
                "cd -; rm -rf x",
                "cd && rm -rf x",
                "(cd /; rm -rf x)",
                "cd /tmp; rm -rf src",
                "for d in a b; do cd ..; rm -rf x; done",
                "CDPATH=/; cd x; rm -rf y",
                "rm -rf \"$X\"/*",
                "rm -rf $X/x",
                "cd /tmp && rm -rf x",
                "rm -rf $TMPDIR/x",
                "rm -rf /home/dev/shop",
                "cd src || true; cd ../..; rm -rf y",
                "cd src && ls; cd ..; rm -rf x",
                "cd src && ls && cd ../.. && rm -rf x",
                "ls && cd src || cd ..; rm -rf x",
                "find .. -delete",
                "find / -name x -delete"
            })
    void deletesOutsideOfTheWorkspaceAreSeen(String command) {
        assertThat(at(command))
                .anyMatch(effect -> effect.kind().isWithin("fs.delete")
                        && effect.reversibility() == Reversibility.IRREVERSIBLE
                        && (effect.reach() == Reach.MACHINE || command.startsWith("cd /tmp;")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd src && rm -rf x",
                "rm -rf src",
                "rm -rf /tmp/x",
                "cd /home/dev/shop && rm -rf src",
                "T=$(mktemp -d); rm -rf \"$T\"",
                "rm -rf ${TMPDIR:-/tmp}/x",
                "rm -rf \"${TMPDIR:?}/x\"",
                "TMPDIR=/tmp/a; rm -rf $TMPDIR/x",
                "cd src || exit 1; rm -rf x",
                "cd src && ls && cd .. && rm -rf x",
                "cd src && cd a && cd .. && cd .. && rm -rf x",
                "ls && (cd src && ls) && rm -rf x",
                "set -e; cd src; rm -rf x",
                "(cd /); rm -rf src",
                "find . -name '*.tmp' -delete",
                "rm -rf \"$PWD/src\"",
                "rm -rf $(pwd)/src",
                "rm -rf $(git rev-parse --show-toplevel)/src",
                "for d in a b; do rm -rf \"$d\"; done"
            })
    void deletesInTheWorkspaceStayThere(String command) {
        assertThat(at(command)).anyMatch(effect -> effect.kind().isWithin("fs.delete"));
        assertThat(at(command))
                .filteredOn(effect -> effect.kind().isWithin("fs.delete"))
                .allMatch(effect -> effect.reach() == Reach.WORKSPACE);
    }

    @Test
    void aFolderThatIsThereIsEntered(@TempDir Path tree) throws IOException {
        Files.createDirectories(tree.resolve("src"));
        ActionContext context = ActionContext.builder("agent")
                .workingDirectory(tree.toString())
                .repositoryRoot(tree.toString())
                .build();
        assertThat(ScriptFiles.isFolder(tree + "/src", context)).isTrue();
        assertThat(ScriptFiles.isFolder(tree + "/other", context)).isFalse();
        assertThat(ScriptFiles.isFolder(tree + "/..", context)).isFalse();
        assertThat(folders("cd src; probe", context)).containsExactly(tree + "/src");
        assertThat(folders("cd other; probe", context)).containsExactly(tree + "/other", tree.toString());
    }

    private static List<String> folders(String command, ActionContext context) {
        List<String> folders = new ArrayList<>();
        CommandClassifier probe = new CommandClassifier() {
            @Override
            public Set<String> programs() {
                return Set.of("probe");
            }

            @Override
            public void classify(Command found, EffectSink sink) {
                folders.addAll(sink.directories());
            }
        };
        Classification ignored =
                Commands.classifier(List.of(probe), ParseLimits.DEFAULT).classify(Action.shell(command), context);
        return ignored.effects().isEmpty() ? List.of() : folders;
    }

    @Test
    void redirectionsReadAndWrite() {
        assertThat(Commands.effects("ls > .claude/settings.json")).contains("agent.self-tamper .claude/settings.json");
        assertThat(Commands.effects("ls >> ~/.bashrc")).contains("system.persistence ~/.bashrc");
        assertThat(Commands.effects("ls &> a")).contains("fs.write a");
        assertThat(Commands.effects("ls >& a")).contains("fs.write a");
        assertThat(Commands.effects("ls >| a")).contains("fs.write a");
        assertThat(Commands.effects("> a")).contains("fs.write a");
        assertThat(Commands.effects("{ ls; } > a")).contains("fs.write a");
        assertThat(Commands.effects("while x; do ls; done > a")).contains("fs.write a");
        assertThat(Commands.effects("cat < .env")).contains("secret.read .env");
        assertThat(Commands.effects("cat > /dev/tcp/127.0.0.1/80")).contains("net.send 127.0.0.1/80");
        assertThat(Commands.effects("ls 2>&1 >&2 2>&-")).noneMatch(effect -> effect.startsWith("fs.write"));
    }

    @Test
    void aLineThatIsNotUnderstoodStillShowsWhatStandsInFront() {
        Classification found = Commands.classify("rm -rf /\nls ((");
        assertThat(found.coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(found.effects()).extracting(Effect::kind).contains(EffectKind.FS_DELETE_RECURSIVE);
    }

    @Test
    void effectsStandWhereTheirCommandStands() {
        String command = "ls; bash -c 'id; rm -rf /'";
        Effect effect = Commands.classify(command).effects().stream()
                .filter(e -> e.kind() == EffectKind.FS_DELETE_RECURSIVE)
                .findFirst()
                .orElseThrow();
        assertThat(command.substring(effect.span().start(), effect.span().end()))
                .isEqualTo("bash -c 'id; rm -rf /'");
    }

    @ParameterizedTest
    @EnumSource(value = ShellAction.Shell.class, mode = EnumSource.Mode.EXCLUDE, names = "BASH")
    void whatOtherShellsDoNotShowIsOpaque(ShellAction.Shell shell) {
        Classification found = Commands.classifier().classify(new ShellAction("ls (x", shell), CONTEXT);
        assertThat(found.coverage()).isEqualTo(Coverage.OPAQUE);
        assertThat(found.gaps()).isNotEmpty();
    }

    @Test
    void otherActionsAreNotItsBusiness() {
        assertThat(Commands.classifier().classify(Action.read("x"), CONTEXT)).isEqualTo(Classification.NOTHING);
    }

    @Test
    void programsThatThePolicyTrustsHaveNoEffectWordForWord() {
        ClassifierSettings settings = new ClassifierSettings(
                List.of(), List.of(), List.of(), List.of(), List.of(List.of("redact", "--all")), "");
        ShellClassifier classifier = ShellClassifier.of(
                Commands.table(), (action, context) -> Classification.NOTHING, settings, ParseLimits.DEFAULT);
        assertThat(classifier
                        .classify(Action.shell("ls | redact --all"), CONTEXT)
                        .isKnownRead())
                .isTrue();
        for (String other : List.of(
                "redact",
                "redact --all x",
                "LD_PRELOAD=x redact --all",
                "redact \"$X\"",
                "redact() { rm x; }; redact --all")) {
            assertThat(classifier.classify(Action.shell(other), CONTEXT).isKnownRead())
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void nothingIsDoneByNothing() {
        for (String nothing : List.of("", " ", "\n\n", "# only a remark", "X=1")) {
            assertThat(Commands.classify(nothing)).as(nothing).isEqualTo(Classification.NOTHING);
        }
    }

    @Test
    void gapsDoNotRepeatWhatTheySee() {
        Classification found = Commands.classify("'some secret; text' a");
        assertThat(found.gaps()).extracting(Classification.Gap::why).noneMatch(why -> why.contains("secret"));
        assertThat(found.gaps()).extracting(Classification.Gap::span).containsOnly(new SourceSpan(0, 21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find . -empty -delete",
                "find src -type f -empty -delete",
                "find . -empty -exec rm {} +",
                "find . -name '*.txt' -empty -delete",
                "find . -size 0 -delete"
            })
    void aTestOfFindWithoutAValueTakesNoneAway(String command) {
        assertThat(Commands.effects(command)).anyMatch(effect -> effect.startsWith("fs.delete"));
    }
}
