import { testFaults } from "./faults/define-tests.ts";

testFaults("createClient");
