/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.store;

import dev.agentgovernance.api.contract.TrustStoreContract;
import dev.agentgovernance.api.trust.TrustStore;

class InMemoryTrustStoreContractTest implements TrustStoreContract {

    @Override
    public TrustStore newTrustStore() {
        return InMemoryStores.trustStore();
    }
}
