/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.shell;

import dev.agentgovernance.core.internal.classify.shell.Syntax.AndOr;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Background;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Case;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Function;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Group;
import dev.agentgovernance.core.internal.classify.shell.Syntax.If;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Loop;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Node;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Pipeline;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Sequence;
import dev.agentgovernance.core.internal.classify.shell.Syntax.Simple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the variables that are assigned where a script may come by more than once. */
final class Assigned {

    /** Stands for the positional parameters, which {@code set} and {@code shift} change. */
    static final String POSITIONAL = "@";

    private final Set<String> names = new HashSet<>();

    private Assigned() {}

    /** Returns the variables that are assigned in the body of a loop. */
    static Set<String> inLoops(Node node) {
        Assigned assigned = new Assigned();
        assigned.visit(node, false);
        return assigned.names;
    }

    private void visit(@Nullable Node node, boolean repeated) {
        if (node instanceof Simple simple) {
            if (repeated) {
                simple.assignments().forEach(a -> names.add(a.name()));
                simple.declared().forEach(a -> names.add(a.name()));
                if (!simple.words().isEmpty()
                        && changesPositional(simple.words().get(0).plain())) {
                    names.add(POSITIONAL);
                }
            }
        } else if (node instanceof Loop loop) {
            if (repeated && loop.variable() != null && loop.values() == null) {
                names.add(loop.variable());
            }
            visit(loop.condition(), true);
            visit(loop.body(), true);
        } else if (node instanceof Function function) {
            visit(function.body(), repeated);
        } else {
            children(node).forEach(child -> visit(child, repeated));
        }
    }

    private static boolean changesPositional(@Nullable String program) {
        return program != null
                && Set.of("set", "shift", "eval", "builtin", "command", "source", ".")
                        .contains(program);
    }

    /** Returns the commands that a command directly holds; words are left out. */
    static List<Node> children(@Nullable Node node) {
        List<Node> children = new ArrayList<>();
        if (node instanceof Sequence sequence) {
            children.addAll(sequence.items());
        } else if (node instanceof AndOr andOr) {
            children.add(andOr.left());
            children.add(andOr.right());
        } else if (node instanceof Pipeline pipeline) {
            children.addAll(pipeline.stages());
        } else if (node instanceof Background background) {
            children.add(background.body());
        } else if (node instanceof Group group) {
            children.add(group.body());
        } else if (node instanceof If branches) {
            children.addAll(branches.conditions());
            children.addAll(branches.bodies());
            if (branches.otherwise() != null) {
                children.add(branches.otherwise());
            }
        } else if (node instanceof Loop loop) {
            if (loop.condition() != null) {
                children.add(loop.condition());
            }
            children.add(loop.body());
        } else if (node instanceof Case choice) {
            children.addAll(choice.branches());
        } else if (node instanceof Function function) {
            children.add(function.body());
        }
        return children;
    }
}
