/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.core.internal.classify.shell.Syntax.AndOr;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Assignment;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Background;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Case;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Computed;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Function;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.If;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Loop;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Parameter;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Part;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pipeline;
import dev.agentgovernance.core.internal.classify.shell.Syntax.RawRedirect;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.ShellWord;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Substitution;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Test;
import java.util.ArrayList;
import java.util.List;

/** The names of all simple commands of a script, wherever in its words they stand. */
final class ParsedCommands {

    private final List<String> names = new ArrayList<>();

    private ParsedCommands() {}

    static List<String> of(String script) {
        ParsedCommands commands = new ParsedCommands();
        Budget budget = new Budget(new ParseLimits(1 << 20, 200, 1 << 20));
        commands.node(ScriptParser.parse(new Cursor(script, 0, script.length(), null, budget))
                .node());
        return commands.names;
    }

    /** Returns the names that are in the first list more often than in the second. */
    static List<String> missing(List<String> expected, List<String> found) {
        List<String> rest = new ArrayList<>(found);
        return expected.stream().filter(name -> !rest.remove(name)).toList();
    }

    private void nodes(List<Node> nodes) {
        nodes.forEach(this::node);
    }

    private void node(Node node) {
        if (node instanceof Simple simple) {
            String name =
                    simple.words().isEmpty() ? null : simple.words().get(0).plain();
            if (name != null) {
                names.add(name);
            }
            words(simple.words());
            assignments(simple.assignments());
            assignments(simple.declared());
            redirects(simple.redirects());
        } else if (node instanceof Sequence sequence) {
            nodes(sequence.items());
        } else if (node instanceof AndOr andOr) {
            nodes(List.of(andOr.left(), andOr.right()));
        } else if (node instanceof Pipeline pipeline) {
            nodes(pipeline.stages());
        } else if (node instanceof Background background) {
            node(background.body());
        } else if (node instanceof Group group) {
            node(group.body());
            redirects(group.redirects());
        } else if (node instanceof If branches) {
            nodes(branches.conditions());
            nodes(branches.bodies());
            if (branches.otherwise() != null) {
                node(branches.otherwise());
            }
            redirects(branches.redirects());
        } else if (node instanceof Loop loop) {
            words(loop.head());
            if (loop.values() != null) {
                words(loop.values());
            }
            if (loop.condition() != null) {
                node(loop.condition());
            }
            node(loop.body());
            redirects(loop.redirects());
        } else if (node instanceof Case choice) {
            words(choice.words());
            nodes(choice.branches());
            redirects(choice.redirects());
        } else if (node instanceof Function function) {
            node(function.body());
        } else if (node instanceof Test test) {
            words(test.words());
            redirects(test.redirects());
        }
    }

    private void assignments(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            words(assignment.elements());
            if (assignment.value() != null) {
                words(List.of(assignment.value()));
            }
        }
    }

    private void redirects(List<RawRedirect> redirects) {
        redirects.forEach(redirect -> words(List.of(redirect.target())));
    }

    private void words(List<ShellWord> words) {
        for (ShellWord word : words) {
            for (Part part : word.parts()) {
                if (part instanceof Substitution substitution) {
                    node(substitution.body());
                } else if (part instanceof Parameter parameter) {
                    words(parameter.operands());
                } else if (part instanceof Computed computed) {
                    words(computed.words());
                }
            }
        }
    }
}
