/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.effect;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The taxonomy of effects: every kind of thing an action can do, as a closed set that policies, impact tables and records
 * share.
 *
 * <p>Each kind has an id of dotted words. A policy that names {@code vcs.push} means that id and all below it. Each kind
 * knows the class of action it counts for, and the reach and reversibility it has unless a classifier knows better.
 */
public enum EffectKind {
    // Reading
    /** Reads the content of a file. */
    FS_READ("fs.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Lists files or searches in them. */
    FS_LIST("fs.list", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at the state of the machine, or prints a text. */
    SYSTEM_READ("system.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at a repository. */
    VCS_READ("vcs.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at issues, pull requests, releases of a forge. */
    FORGE_READ("forge.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at pipelines and their results. */
    CI_READ("ci.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at containers and images. */
    CONTAINER_READ("container.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at infrastructure. */
    INFRA_READ("infra.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Reads from a database. */
    DB_READ("db.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks at packages and their metadata. */
    PACKAGE_READ("package.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),

    // Files
    /** Creates or changes a file. */
    FS_WRITE("fs.write", ActionClass.EDIT, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Deletes files. */
    FS_DELETE("fs.delete", ActionClass.EDIT, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Deletes a folder with all it holds, or more files than are named. */
    FS_DELETE_RECURSIVE("fs.delete.recursive", ActionClass.EDIT, Reach.WORKSPACE, Reversibility.IRREVERSIBLE),
    /** Changes owners or permissions of files. */
    FS_PERMISSION("fs.permission", ActionClass.ADMINISTRATION, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Writes to a device, formats or mounts a file system. */
    FS_DEVICE("fs.device", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.IRREVERSIBLE),

    // Programs
    /** Builds, tests, formats or analyses the project with its own tools. */
    EXEC_BUILD("exec.build", ActionClass.EXECUTE, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Runs a program of the working tree whose content was not judged. */
    EXEC_SCRIPT("exec.script", ActionClass.EXECUTE, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Runs something that is not understood. */
    EXEC_OPAQUE("exec.opaque", ActionClass.EXECUTE, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Runs a command on another machine or in a running container. */
    EXEC_REMOTE("exec.remote", ActionClass.EXECUTE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Runs code as it comes from the network. */
    EXEC_DOWNLOADED("exec.downloaded", ActionClass.EXECUTE, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Signals, stops or reprioritises processes. */
    PROCESS_CONTROL("process.control", ActionClass.EXECUTE, Reach.MACHINE, Reversibility.RECOVERABLE),
    /** Starts, stops or changes services, scheduled jobs, the machine itself. */
    SERVICE_CONTROL("service.control", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.RECOVERABLE),
    /** Acts as another user, or as the superuser. */
    PRIVILEGE_ESCALATE("privilege.escalate", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Makes something run later or at every start. */
    PERSISTENCE("system.persistence", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.RECOVERABLE),

    // Dependencies and packages
    /** Installs the dependencies that the project declares. */
    DEPENDENCY_INSTALL("dependency.install", ActionClass.DEPENDENCY, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Adds, upgrades or removes a dependency of the project. */
    DEPENDENCY_CHANGE("dependency.change", ActionClass.DEPENDENCY, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Installs or removes software on the machine. */
    PACKAGE_INSTALL("package.install", ActionClass.DEPENDENCY, Reach.MACHINE, Reversibility.RECOVERABLE),
    /** Publishes a package, an image or a release. */
    PACKAGE_PUBLISH("package.publish", ActionClass.PUBLISH, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Withdraws, yanks or deprecates what was published. */
    PACKAGE_UNPUBLISH("package.unpublish", ActionClass.PUBLISH, Reach.WORLD, Reversibility.IRREVERSIBLE),

    // Version control
    /** Records work in the local repository: commits, branches, tags, stashes. */
    VCS_COMMIT("vcs.commit", ActionClass.VERSION_CONTROL, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Rewrites local history. */
    VCS_REWRITE("vcs.rewrite", ActionClass.VERSION_CONTROL, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Throws away work that is not committed, or the means to recover it. */
    VCS_DISCARD("vcs.discard", ActionClass.VERSION_CONTROL, Reach.WORKSPACE, Reversibility.IRREVERSIBLE),
    /** Changes the configuration of a repository. */
    VCS_CONFIG("vcs.config", ActionClass.VERSION_CONTROL, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Goes past the checks of a repository's hooks. */
    VCS_HOOK_BYPASS("vcs.hook-bypass", ActionClass.ADMINISTRATION, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Fetches from a remote repository. */
    VCS_FETCH("vcs.fetch", ActionClass.NETWORK, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Pushes to a branch that nobody governs. */
    VCS_PUSH("vcs.push", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Pushes to a branch that others build on or that deploys. */
    VCS_PUSH_GOVERNED("vcs.push.governed", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Overwrites a remote branch. */
    VCS_PUSH_FORCE("vcs.push.force", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Overwrites a remote branch that others build on or that deploys. */
    VCS_PUSH_FORCE_GOVERNED("vcs.push.force.governed", ActionClass.DELIVER, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Overwrites such a branch, unless somebody has pushed to it since it was last fetched. */
    VCS_PUSH_FORCE_LEASE("vcs.push.force.lease", ActionClass.DELIVER, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Deletes a remote branch or tag. */
    VCS_PUSH_DELETE("vcs.push.delete", ActionClass.DELIVER, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Pushes tags, which often release. */
    VCS_PUSH_TAG("vcs.push.tag", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),

    // Forges
    /** Closes, reopens or locks issues and pull requests: what others work on stops, or starts again. */
    FORGE_CLOSE("forge.close", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Writes an issue, a comment, a label, a review that decides nothing. */
    FORGE_COMMENT("forge.comment", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Opens or changes a pull request. */
    FORGE_PULL_REQUEST("forge.pull-request", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Approves a pull request: often the last gate. */
    FORGE_PULL_REQUEST_APPROVE(
            "forge.pull-request.approve", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Merges a pull request, now or as soon as its checks pass. */
    FORGE_PULL_REQUEST_MERGE("forge.pull-request.merge", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Creates or changes a release. */
    FORGE_RELEASE("forge.release", ActionClass.PUBLISH, Reach.WORLD, Reversibility.RECOVERABLE),
    /** Changes protections, secrets, keys, members, webhooks or settings of a repository. */
    FORGE_ADMIN("forge.admin", ActionClass.ADMINISTRATION, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Deletes, archives or transfers a repository. */
    FORGE_DELETE("forge.delete", ActionClass.ADMINISTRATION, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Changes something on a forge that the tables do not know. */
    FORGE_WRITE("forge.write", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.IRREVERSIBLE),

    // Delivery
    /** Starts, repeats or cancels a pipeline. */
    CI_TRIGGER("ci.trigger", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Changes what a pipeline does. */
    CI_CONFIG("ci.config", ActionClass.DELIVER, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Deploys, promotes or rolls back. */
    DEPLOY("deploy", ActionClass.DELIVER, Reach.WORLD, Reversibility.RECOVERABLE),

    // Infrastructure and containers
    /** Builds images, runs or stops containers on this machine. */
    CONTAINER_RUN("container.run", ActionClass.EXECUTE, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Runs a container that can reach the machine under it. */
    CONTAINER_ESCAPE("container.escape", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Removes containers, images or volumes with what they hold. */
    CONTAINER_DESTROY("container.destroy", ActionClass.EXECUTE, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Works out a change to infrastructure; may run code of providers. */
    INFRA_PLAN("infra.plan", ActionClass.INFRASTRUCTURE, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Creates or changes infrastructure. */
    INFRA_CHANGE("infra.change", ActionClass.INFRASTRUCTURE, Reach.WORLD, Reversibility.RECOVERABLE),
    /** Destroys or replaces infrastructure. */
    INFRA_DESTROY("infra.destroy", ActionClass.INFRASTRUCTURE, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Changes what a tool believes of the infrastructure: its state, its locks. */
    INFRA_STATE("infra.state", ActionClass.INFRASTRUCTURE, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Changes who may do what in an account or a cluster. */
    INFRA_PERMISSION("infra.permission", ActionClass.ADMINISTRATION, Reach.WORLD, Reversibility.RECOVERABLE),

    // Databases
    /** Inserts, changes or deletes rows that a condition names. */
    DB_WRITE("db.write", ActionClass.DATABASE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Changes or deletes all rows of a table. */
    DB_WRITE_UNBOUNDED("db.write.unbounded", ActionClass.DATABASE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Adds to or changes a schema. */
    DB_SCHEMA("db.schema", ActionClass.DATABASE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Drops or empties tables, schemas, databases. */
    DB_SCHEMA_DESTROY("db.schema.destroy", ActionClass.DATABASE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Changes who may do what in a database. */
    DB_PERMISSION("db.permission", ActionClass.ADMINISTRATION, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Changes the server itself: settings, sessions, replication. */
    DB_ADMIN("db.admin", ActionClass.DATABASE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Runs code in or through a database whose effect is not known. */
    DB_EXECUTE("db.execute", ActionClass.DATABASE, Reach.SHARED, Reversibility.IRREVERSIBLE),

    // Network
    /** Fetches from the network without sending anything of note. */
    NET_FETCH("net.fetch", ActionClass.NETWORK, Reach.NONE, Reversibility.REVERSIBLE),
    /** Looks something up on this machine, or where everybody does, under a name that is written out. */
    NET_FETCH_KNOWN("net.fetch.known", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Sends data to the network. */
    NET_SEND("net.send", ActionClass.NETWORK, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Asks the metadata service of a cloud machine, which hands out credentials. */
    NET_METADATA("net.metadata", ActionClass.SECRETS, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Opens a port, a tunnel or a remote shell. */
    NET_LISTEN("net.listen", ActionClass.NETWORK, Reach.MACHINE, Reversibility.RECOVERABLE),

    // Secrets
    /** Brings a secret to light. */
    SECRET_READ("secret.read", ActionClass.SECRETS, Reach.MACHINE, Reversibility.IRREVERSIBLE),
    /** Writes a secret into a file of the working tree. */
    SECRET_WRITE("secret.write", ActionClass.SECRETS, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Lets a secret leave. */
    SECRET_SEND("secret.send", ActionClass.SECRETS, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Lets data of people leave. */
    PERSONAL_DATA_SEND("personal-data.send", ActionClass.SECRETS, Reach.WORLD, Reversibility.IRREVERSIBLE),
    /** Lets a text leave: a log line, a commit message, a comment. */
    PUBLISH_TEXT("text.publish", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),

    // Tools and agents
    /** Calls a tool that is known to only read. */
    TOOL_READ("tool.read", ActionClass.READ, Reach.NONE, Reversibility.REVERSIBLE),
    /** Calls a tool that changes something. */
    TOOL_WRITE("tool.write", ActionClass.COLLABORATE, Reach.SHARED, Reversibility.RECOVERABLE),
    /** Calls a tool that destroys something. */
    TOOL_DESTROY("tool.destroy", ActionClass.ADMINISTRATION, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Calls a tool of which nothing reliable is known. */
    TOOL_UNKNOWN("tool.unknown", ActionClass.EXECUTE, Reach.SHARED, Reversibility.IRREVERSIBLE),
    /** Starts, steers or stops another agent or a task of its own. */
    AGENT_CONTROL("agent.control", ActionClass.EXECUTE, Reach.WORKSPACE, Reversibility.REVERSIBLE),
    /** Changes the instructions that agents follow in this repository. */
    AGENT_INSTRUCTIONS("agent.instructions", ActionClass.ADMINISTRATION, Reach.WORKSPACE, Reversibility.RECOVERABLE),
    /** Changes or goes past what governs the agent: its hooks, settings, policy, audit. */
    AGENT_SELF_TAMPER("agent.self-tamper", ActionClass.ADMINISTRATION, Reach.MACHINE, Reversibility.IRREVERSIBLE);

    private static final Map<String, EffectKind> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EffectKind::id, Function.identity()));

    private final String id;
    private final ActionClass actionClass;
    private final Reach reach;
    private final Reversibility reversibility;

    EffectKind(String id, ActionClass actionClass, Reach reach, Reversibility reversibility) {
        this.id = id;
        this.actionClass = actionClass;
        this.reach = reach;
        this.reversibility = reversibility;
    }

    /** Returns the id, for example {@code vcs.push.force}. */
    public String id() {
        return id;
    }

    /** Returns the class of action in which doing this well earns trust. */
    public ActionClass actionClass() {
        return actionClass;
    }

    /** Returns how far this kind of effect reaches unless more is known. */
    public Reach reach() {
        return reach;
    }

    /** Returns what it takes to undo this kind of effect unless more is known. */
    public Reversibility reversibility() {
        return reversibility;
    }

    /** Tells whether this kind only looks at something. */
    public boolean isRead() {
        return actionClass == ActionClass.READ;
    }

    /** Tells whether this kind is the one that an id names, or below it: {@code vcs.push.force} is below {@code vcs}. */
    public boolean isWithin(String prefix) {
        return id.startsWith(prefix) && (id.length() == prefix.length() || id.charAt(prefix.length()) == '.');
    }

    /** Returns the kind with an id. */
    public static Optional<EffectKind> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
