/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.ToolAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ToolClassifierTest {

    private static final ActionContext CONTEXT = ActionContext.of("agent", "acme/shop");
    private final List<Action> nested = new ArrayList<>();
    private final ActionClassifier classifier = ToolClassifier.of(ClassifierSettings.DEFAULT, (action, context) -> {
        nested.add(action);
        return Classification.known(List.of(Effect.of(EffectKind.SYSTEM_READ, "", SourceSpan.NONE)));
    });

    private Classification call(String tool, Map<String, ?> arguments) {
        return classifier.classify(Action.tool("server", tool, arguments), CONTEXT);
    }

    private Classification hinted(String tool, ToolAction.Hints hints) {
        return classifier.classify(new ToolAction("server", tool, Map.of(), hints), CONTEXT);
    }

    private static List<String> kinds(Classification found) {
        return found.effects().stream().map(e -> e.kind().id()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get_file_contents | tool.read",
                "list_issues | tool.read",
                "search_code | tool.read",
                "search_repositories | tool.read",
                "get_pull_request | tool.read",
                "list_pull_requests | tool.read",
                "get_commit | tool.read",
                "create_commit | tool.write",
                "get_and_commit | tool.write",
                "list_commits | tool.read",
                "list_branches | tool.read",
                "get_me | tool.read",
                "list_tables | tool.read",
                "describe_table | tool.read",
                "list_schemas | tool.read",
                "query_docs | tool.read",
                "browser_snapshot | tool.read",
                "browser_take_screenshot | tool.read",
                "list_directory | tool.read",
                "directory_tree | tool.read",
                "read_file | tool.read",
                "read_multiple_files | tool.read",
                "search_files | tool.read",
                "get_file_info | tool.read",
                "list_allowed_directories | tool.read",
                "git_status | tool.read",
                "git_diff | tool.read",
                "git_log | tool.read",
                "git_show | tool.read",
                "resolve-library-id | tool.read",
                "get-library-docs | tool.read",
                "fetch | tool.read",
                "search_nodes | tool.read",
                "read_graph | tool.read",
                "listChannels | tool.read",
                "getThread | tool.read",
                "slack_list_channels | tool.read",
                "slack_get_users | tool.read",
                "search_threads | tool.read",
                "get_page | tool.read",
                "retrieve-page | tool.read",
                "find_documents | tool.read",
                "find_references | tool.read",
                "list_pods | tool.read",
                "get_logs | tool.read",
                "list_projects | tool.read",
                "list_workflows | tool.read",
                "getUser | tool.read",
                "HTTPGet | tool.read",
                "list-buckets | tool.read",
                "explain_plan | tool.read",
                "validate_diagram | tool.read",
                "write_file | tool.write",
                "edit_file | tool.write",
                "create_directory | tool.write",
                "move_file | tool.write",
                "git_commit | tool.write",
                "git_add | tool.write",
                "create_entities | tool.write",
                "create_relations | tool.write",
                "add_observations | tool.write",
                "slack_post_message | tool.write",
                "slack_add_reaction | tool.write",
                "send_email | tool.write",
                "update_page | tool.write",
                "post-comment | tool.write",
                "createUser | tool.write",
                "setConfig | tool.write",
                "upload_asset | tool.write",
                "rename_symbol | tool.write",
                "browser_click | tool.write",
                "browser_type | tool.write",
                "browser_fill_form | tool.write",
                "browser_navigate | tool.write",
                "assign_copilot | tool.write",
                "git_checkout_create | tool.write",
                "insert_documents | tool.write",
                "update_records | tool.write",
                "add_labels | tool.write",
                "jira_transition | tool.write",
                "put_object | tool.write",
                "patch_resource | tool.write",
                "save_memory | tool.write",
                "fork_repository | tool.write",
                "get_or_create_user | tool.write",
                "enable_feature | tool.write",
                "delete_file | tool.destroy",
                "delete_entities | tool.destroy",
                "delete_observations | tool.destroy",
                "drop_table | db.schema.destroy",
                "remove_member | tool.destroy",
                "destroy_stack | tool.destroy",
                "purge_queue | tool.destroy",
                "truncate_logs | tool.destroy",
                "revoke_token | tool.destroy",
                "git_reset | tool.destroy",
                "deletePage | tool.destroy",
                "get_and_delete | tool.destroy",
                "list_then_purge | tool.destroy",
                "kill_process | tool.destroy",
                "clear_cache | tool.destroy",
                "uninstall_app | tool.destroy",
                "delete-many | tool.destroy",
                "wipe_disk | tool.destroy",
                "searchAndDestroy | tool.destroy",
                "drop-collection | db.schema.destroy",
                "execute | tool.unknown",
                "run_code | tool.unknown",
                "eval | tool.unknown",
                "shell | tool.unknown",
                "bash | tool.unknown",
                "foo | tool.unknown",
                "banana | tool.unknown",
                "do_it | tool.unknown",
                "sequentialthinking | tool.read",
                "run_command | tool.unknown",
                "merge_pull_request | forge.pull-request.merge",
                "merge_merge_request | forge.pull-request.merge",
                "mergePullRequest | forge.pull-request.merge",
                "merge-pull-request | forge.pull-request.merge",
                "create_pull_request | forge.pull-request",
                "update_pull_request | forge.pull-request",
                "createPullRequest | forge.pull-request",
                "create_merge_request | forge.pull-request",
                "push_files | vcs.push.governed",
                "create_or_update_file | vcs.push.governed",
                "create_branch | vcs.push.governed",
                "delete_branch | vcs.push.delete",
                "trigger_build | ci.trigger",
                "run_workflow | ci.trigger",
                "rerun_workflow_run | ci.trigger",
                "dispatch_event | ci.trigger",
                "workflow_dispatch | ci.trigger",
                "retry_pipeline | ci.trigger",
                "deploy | deploy",
                "deploy_to_vercel | deploy",
                "deploy_service | deploy",
                "publish | package.publish",
                "publish_package | package.publish",
                "npm_publish | package.publish",
                "delete_repository | forge.delete",
                "get_secret | secret.read",
                "list_secrets | secret.read",
                "read_password | secret.read",
            })
    void theNameSays(String name, String kind) {
        Classification found = call(name, Map.of());
        assertThat(kinds(found)).contains(kind);
        assertThat(found.coverage()).isEqualTo(kind.equals("tool.unknown") ? Coverage.PARTIAL : found.coverage());
        if (kind.startsWith("tool.")) {
            assertThat(kinds(found)).containsExactly(kind);
        }
    }

    static Stream<RuleFile.Rule> rules() {
        return RuleFile.load(Lexicon.class, Lexicon.RESOURCE).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleDoesWhatItsExamplesSay(RuleFile.Rule rule) {
        assertThat(EffectKind.of(rule.words().get(1))).isPresent();
        assertThat(rule.positives()).isNotEmpty().allMatch(e -> Lexicon.says(rule, Lexicon.words(e)));
        assertThat(rule.negatives()).isNotEmpty().noneMatch(e -> Lexicon.says(rule, Lexicon.words(e)));
    }

    @Test
    void aBranchArgumentDecidesWhatAPushIs() {
        assertThat(kinds(call("push_files", Map.of("branch", "fix/x")))).contains("vcs.push");
        assertThat(kinds(call("push_files", Map.of("branch", "main")))).contains("vcs.push.governed");
    }

    @Test
    void argumentsAreHandedOn() {
        call("run_command", Map.of("command", "ls"));
        call("execute_sql", Map.of("sql", "select 1"));
        call("fetch", Map.of("url", "https://example.com"));
        call("delete_file", Map.of("path", "a"));
        call("read_multiple_files", Map.of("paths", List.of("b", "c")));
        call("search_issues", Map.of("query", "is:open"));
        assertThat(nested)
                .containsExactly(
                        new dev.agentgovernance.api.action.ShellAction(
                                "ls", dev.agentgovernance.api.action.ShellAction.Shell.UNKNOWN),
                        Action.sql("select 1"),
                        Action.http("GET", "https://example.com"),
                        Action.delete("a"),
                        Action.read("b"),
                        Action.read("c"));
    }

    @Test
    void hintsOfStrangersOnlyMakeItWorse() {
        assertThat(kinds(hinted("banana", new ToolAction.Hints(true, false, null, null, true))))
                .containsExactly("tool.read");
        assertThat(kinds(hinted("banana", new ToolAction.Hints(true, false, null, null, false))))
                .containsExactly("tool.unknown");
        assertThat(kinds(hinted("delete_x", new ToolAction.Hints(true, false, null, null, true))))
                .containsExactly("tool.destroy");
        assertThat(kinds(hinted("get_x", new ToolAction.Hints(null, true, null, null, false))))
                .containsExactly("tool.destroy");
        assertThat(kinds(hinted("get_x", new ToolAction.Hints(false, null, null, null, false))))
                .containsExactly("tool.write");
    }

    @Test
    void aLookAlikeNameIsAGap() {
        assertThat(call("g\u0435t_file", Map.of()).coverage()).isEqualTo(Coverage.PARTIAL);
    }

    @Test
    void aLogStaysOnTheMachine() {
        assertThat(PublishClassifier.create()
                        .classify(Action.publish("log", "x"), CONTEXT)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.MACHINE);
        assertThat(PublishClassifier.create()
                        .classify(Action.publish("fax", "x"), CONTEXT)
                        .effects()
                        .get(0)
                        .reach())
                .isEqualTo(Reach.SHARED);
    }

    @Test
    void theOwnersWordStandsInPlaceOfTheNameAndTheHintsAndNotOfTheArguments() {
        ActionClassifier told = ToolClassifier.of(
                ClassifierSettings.DEFAULT,
                (action, context) ->
                        Classification.known(List.of(Effect.of(EffectKind.FS_DELETE, "", SourceSpan.NONE))),
                tool -> tool.tool().equals("drop_in") ? Set.of(EffectKind.TOOL_READ) : Set.of());
        ToolAction.Hints worse = new ToolAction.Hints(false, true, null, null, true);
        assertThat(kinds(told.classify(new ToolAction("s", "drop_in", Map.of(), worse), CONTEXT)))
                .containsExactly("tool.read");
        assertThat(kinds(told.classify(Action.tool("s", "drop_in", Map.of("command", "rm x")), CONTEXT)))
                .containsExactly("tool.read", "fs.delete");
        assertThat(kinds(told.classify(Action.tool("s", "drop_all", Map.of()), CONTEXT)))
                .containsExactly("tool.destroy");
    }
}
