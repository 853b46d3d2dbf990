import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { WorkerStack } from "../lib/worker_stack";

/** The folder of the repository. */
export const repository = join(__dirname, "..", "..", "..", "..");

const given = { image: "registry.example/scan-event-worker:0.1.0", feedUrl: "https://scans.example.com" };

const made = new Map<string, Template>();

/** The template for these context values, with cdk.json's own below them. Each is made once: it takes a second, and nobody changes it. */
export function synthesize(context: Record<string, string> = {}): Template {
  const name = JSON.stringify(context);
  const template = made.get(name) ?? makeTemplate(context);
  made.set(name, template);
  return template;
}

function makeTemplate(context: Record<string, string>): Template {
  const file = JSON.parse(readFileSync(join(repository, "deploy/aws/cdk.json"), "utf8")) as { context: object };
  // Without the library's rules, which take seconds: `cdk synth` has them.
  const quick = { "@aws-cdk/core:validateAgainstDefaultRules": false };
  const app = new App({ context: { ...file.context, ...quick, ...given, ...context }, analyticsReporting: false });
  return Template.fromStack(new WorkerStack(app, "ScanEventWorker"));
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** The one resource of this type whose logical id matches. */
export function only(template: Template, type: string, id = /./): Resource {
  const found = Object.entries(resourcesOf(template, type)).filter(([name]) => id.test(name));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${type} match ${String(id)}`);
  return found[0][1];
}
