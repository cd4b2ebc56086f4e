/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.deploy;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.deploy.DeployKnowledge;
import dev.agentgovernance.api.deploy.Deployment;
import dev.agentgovernance.api.deploy.RepositoryEvent;
import dev.agentgovernance.api.deploy.RepositoryEvent.Kind;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds to what an action does what the pipelines of the repository then do: a push, a merge or a dispatch that deploys has a
 * {@link EffectKind#DEPLOY} besides, with the file and line that says so as its evidence.
 *
 * <p>It only ever adds. An action with none of these effects costs nothing; one with them costs one question to those who
 * know. What an action does to a repository that it names itself, and that is not the one at hand, may be followed by
 * anything.
 */
public final class ReachClassifier implements ActionClassifier {

    private static final int MAX_EFFECTS = 12;

    /** What may deploy by itself. */
    private static final Set<Kind> DELIVERS = Set.of(Kind.PUSH, Kind.TAG, Kind.MERGE, Kind.RELEASE, Kind.DISPATCH);

    /** Who is asked about the events of one action. */
    private record Asked(List<DeployKnowledge> knowledge, ActionContext context) {}

    private final ActionClassifier classifier;
    private final List<DeployKnowledge> knowledge;
    private final Targets targets;
    private final Function<Action, String> text;

    private ReachClassifier(
            ActionClassifier classifier,
            List<DeployKnowledge> knowledge,
            ClassifierSettings settings,
            Function<Action, String> text) {
        this.targets = new Targets(settings);
        this.classifier = Objects.requireNonNull(classifier, "classifier");
        this.knowledge = List.copyOf(knowledge);
        this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * Returns a classifier that adds to another.
     *
     * @param knowledge who knows what follows; the first that has an answer counts
     * @param settings what names mean
     * @param text the text of an action
     */
    public static ReachClassifier of(
            ActionClassifier classifier,
            List<DeployKnowledge> knowledge,
            ClassifierSettings settings,
            Function<Action, String> text) {
        return new ReachClassifier(classifier, knowledge, settings, text);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        Classification found = commanded(classifier.classify(action, context), action);
        if (!reaches(found, action)) {
            return found;
        }
        String other = OtherRepository.in(
                        text.apply(action), context.repository().orElse(""))
                .orElse("");
        if (!other.isEmpty()) {
            return elsewhere(found, action, other);
        }
        List<Effect> effects = null;
        Set<Deployment> told = new HashSet<>();
        Asked asked = new Asked(
                knowledge.stream()
                        .map(who -> who instanceof DeployReach files ? files.about(text.apply(action)) : who)
                        .toList(),
                context);
        for (int i = 0; i < found.effects().size(); i++) {
            Effect cause = found.effects().get(i);
            List<RepositoryEvent> events = events(cause, action);
            if (events.isEmpty()) {
                continue;
            }
            List<Effect> further = new ArrayList<>();
            Effect explained = follow(cause, events, asked, told, further);
            if (!explained.equals(cause) || !further.isEmpty()) {
                effects = effects == null ? new ArrayList<>(found.effects()) : effects;
                effects.set(i, explained);
                effects.addAll(further);
            }
        }
        return effects == null ? found : new Classification(effects, found.coverage(), found.gaps());
    }

    private boolean reaches(Classification found, Action action) {
        for (Effect cause : found.effects()) {
            if (!events(cause, action).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Adds what bots do when they read a comment; in whichever way it is posted, its text stands in that of the action. */
    private Classification commanded(Classification found, Action action) {
        List<Effect> effects = null;
        for (Effect cause : found.effects()) {
            if (cause.kind() != EffectKind.FORGE_COMMENT && cause.kind() != EffectKind.FORGE_PULL_REQUEST_APPROVE) {
                continue;
            }
            effects = effects == null ? new ArrayList<>(found.effects()) : effects;
            for (CommentCommands.Found command : CommentCommands.in(text.apply(action))) {
                Effect effect = Effect.of(command.kind(), command.argument(), cause.span())
                        .withEnvironment(targets.of(command.argument(), ""))
                        .withEvidence("because of the comment " + command.words());
                boolean known = effects.stream()
                        .anyMatch(
                                e -> e.kind() == command.kind() && e.evidence().equals(effect.evidence()));
                if (!known) {
                    effects.add(effect);
                }
            }
        }
        return effects == null || effects.size() == found.effects().size()
                ? found
                : new Classification(effects, found.coverage(), found.gaps());
    }

    /**
     * Judges what happens in a repository that is not at hand: its files are not there to say what a push or a merge
     * deploys, so it may be anything. What only talks is not known to be followed by anything.
     */
    private Classification elsewhere(Classification found, Action action, String repository) {
        List<Effect> effects = new ArrayList<>(found.effects());
        List<Classification.Gap> gaps = new ArrayList<>(found.gaps());
        for (Effect cause : found.effects()) {
            List<RepositoryEvent> events = events(cause, action);
            boolean delivers = events.stream().anyMatch(event -> DELIVERS.contains(event.kind()));
            Effect effect = Effect.of(EffectKind.DEPLOY, "", cause.span())
                    .withEvidence("in " + repository + ", whose files are not at hand");
            if (delivers && !effects.contains(effect)) {
                effects.add(effect);
            }
            if (!events.isEmpty()) {
                gaps.add(new Classification.Gap(
                        "what follows in " + repository + " cannot be seen from here", cause.span()));
            }
        }
        Coverage coverage = found.coverage() == Coverage.KNOWN ? Coverage.PARTIAL : found.coverage();
        return new Classification(effects, coverage, gaps);
    }

    // INVARIANT: every effect that was there stays, apart from its evidence.
    private Effect follow(
            Effect cause, List<RepositoryEvent> events, Asked asked, Set<Deployment> told, List<Effect> further) {
        Effect explained = cause;
        for (RepositoryEvent event : events) {
            for (Deployment deployment : deployments(event, asked)) {
                boolean passes =
                        deployment.gate() == Deployment.Gate.NONE && deployment.kind() != EffectKind.CI_TRIGGER;
                if (!passes) {
                    explained = explained.evidence().isEmpty() ? explained.withEvidence(leads(deployment)) : explained;
                } else if (told.size() < MAX_EFFECTS && told.add(deployment)) {
                    further.add(effect(deployment, cause));
                }
            }
        }
        return explained;
    }

    private List<Deployment> deployments(RepositoryEvent event, Asked asked) {
        for (DeployKnowledge who : asked.knowledge()) {
            Optional<List<Deployment>> answer = who.deploymentsOn(event, asked.context());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return List.of();
    }

    private static String leads(Deployment deployment) {
        String target = deployment.target().isEmpty() ? "" : " to " + deployment.target();
        return (deployment.kind() == EffectKind.CI_TRIGGER
                        ? "which starts what cannot be seen"
                        : "which leads" + target)
                + " " + deployment.evidence();
    }

    private static Effect effect(Deployment deployment, Effect cause) {
        Environment environment = deployment.environment();
        String name = deployment.target();
        if (name.isEmpty() && environment != Environment.UNKNOWN) {
            name = environment.name().toLowerCase(java.util.Locale.ROOT);
        }
        Effect effect = Effect.of(deployment.kind(), name, cause.span())
                .withEnvironment(environment)
                .withEvidence(deployment.evidence());
        boolean production = environment == Environment.PRODUCTION || environment == Environment.UNKNOWN;
        boolean world = production || effect.kind() != EffectKind.DEPLOY;
        return world ? effect : effect.withReach(Reach.SHARED);
    }

    /** Returns what an effect brings about on the forge. */
    private List<RepositoryEvent> events(Effect effect, Action action) {
        String name = known(effect.resource());
        return switch (effect.kind()) {
            case VCS_PUSH, VCS_PUSH_GOVERNED, VCS_PUSH_FORCE, VCS_PUSH_FORCE_GOVERNED, VCS_PUSH_FORCE_LEASE ->
                List.of(RepositoryEvent.of(Kind.PUSH, branch(name)), RepositoryEvent.of(Kind.PULL_REQUEST, ""));
            case VCS_PUSH_TAG -> List.of(RepositoryEvent.of(Kind.TAG, tag(name)));
            case FORGE_PULL_REQUEST_MERGE -> List.of(RepositoryEvent.of(Kind.MERGE, ""));
            case FORGE_PULL_REQUEST -> List.of(RepositoryEvent.of(Kind.PULL_REQUEST, ""));
            case FORGE_PULL_REQUEST_APPROVE -> List.of(RepositoryEvent.of(Kind.REVIEW, ""));
            case FORGE_COMMENT -> List.of(RepositoryEvent.of(Kind.COMMENT, plain(text.apply(action))));
            case FORGE_RELEASE ->
                List.of(RepositoryEvent.of(Kind.RELEASE, release(name)), RepositoryEvent.of(Kind.TAG, release(name)));
            case CI_TRIGGER -> {
                String pipeline = pipeline(name);
                // What is run again may be the pipeline of any push.
                yield pipeline.isEmpty()
                        ? List.of(RepositoryEvent.of(Kind.DISPATCH, ""), RepositoryEvent.of(Kind.PUSH, ""))
                        : List.of(RepositoryEvent.of(Kind.DISPATCH, pipeline));
            }
            default -> List.of();
        };
    }

    private static String known(String resource) {
        return resource.indexOf('*') >= 0 ? "" : resource;
    }

    /** A path of an interface names no tag. */
    private static String release(String name) {
        int blank = name.indexOf(' ');
        String first = blank < 0 ? name : name.substring(0, blank);
        return first.indexOf('/') >= 0 ? "" : first;
    }

    /** Of a path of an interface only the name of a workflow counts. */
    private static String pipeline(String name) {
        int from = name.indexOf("/workflows/");
        int to = name.endsWith("/dispatches") ? name.length() - "/dispatches".length() : -1;
        if (from >= 0 && to > from) {
            return name.substring(from + "/workflows/".length(), to);
        }
        return name.endsWith(".yml") || name.endsWith(".yaml") ? name : "";
    }

    private static String branch(String name) {
        return name.startsWith("refs/heads/") ? name.substring("refs/heads/".length()) : name;
    }

    private static String tag(String name) {
        return name.startsWith("refs/tags/") ? name.substring("refs/tags/".length()) : name;
    }

    /** Returns a text in which a comment can be looked for, or nothing where it may say something else once it runs. */
    private static String plain(String text) {
        if (text.indexOf('$') >= 0 || text.indexOf('`') >= 0 || text.indexOf('%') >= 0 || text.contains("@")) {
            return "";
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == 'u' || text.charAt(i + 1) == 'x')) {
                return "";
            }
            if (c != '\'' && c != '"' && c != '\\') {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
