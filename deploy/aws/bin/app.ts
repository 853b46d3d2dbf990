import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";

import { WorkerStack } from "../lib/worker_stack";

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
// No account and no region: the same template for each, and nothing to look up at synthesis.
new WorkerStack(app, "ScanEventWorker");
