/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.RecordingSink;
import dev.agentgovernance.core.internal.classify.Word;
import dev.agentgovernance.core.internal.classify.git.GitCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CommandTableFuzzTest {

    private static final CommandTable TABLE = CommandTable.standard();
    private static final List<String> PROGRAMS =
            TABLE.programs().stream().sorted().toList();

    @FuzzTest(maxDuration = "10s")
    void anyWordsGiveAnAnswer(FuzzedDataProvider data) {
        String program = data.pickValue(PROGRAMS);
        List<Word> words = new ArrayList<>();
        while (data.remainingBytes() > 0 && words.size() < 32) {
            words.add(new Word(
                    data.pickValue(List.of(Word.Form.LITERAL, Word.Form.GLOB, Word.Form.DYNAMIC)),
                    data.consumeString(40),
                    List.of(),
                    SourceSpan.NONE));
        }
        Command command = new Command(program, words, Map.of(), List.of(), Command.Input.INHERITED, SourceSpan.NONE);
        RecordingSink table = RecordingSink.plain();
        TABLE.classify(command, table);
        RecordingSink git = RecordingSink.plain();
        new GitCommands().classify(command, git);
        assertThat(git.effects()).isNotEmpty();
    }
}
