/**
 * The vocabulary of agent governance: actions, effects, trust, decisions, approvals, claims and evidence, with the
 * interfaces that a host may implement. It needs the JDK alone.
 */
module dev.agentgovernance.api {
    requires static transitive org.jspecify;

    exports dev.agentgovernance.api;
    exports dev.agentgovernance.api.action;
    exports dev.agentgovernance.api.approval;
    exports dev.agentgovernance.api.audit;
    exports dev.agentgovernance.api.budget;
    exports dev.agentgovernance.api.deploy;
    exports dev.agentgovernance.api.effect;
    exports dev.agentgovernance.api.integrity;
    exports dev.agentgovernance.api.scope;
    exports dev.agentgovernance.api.secret;
    exports dev.agentgovernance.api.trust;
}
