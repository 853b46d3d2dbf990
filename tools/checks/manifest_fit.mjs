// Whether the documents of one overlay fit each other: what no schema can tell.
import { knownSettings, unknownFlags, unknownKeys, unknownVariables } from "./known_settings.mjs";

const secretName = "scan-event-worker-secrets";

const matches = (selector, labels) => {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
};

/** What does not fit, one line each. `secretFiles`: the names that the README says the Secret has. */
export function fitFaults(documents, secretFiles) {
  const faults = [];
  const known = knownSettings();
  const all = (kind) => documents.filter((document) => document.kind === kind);
  const named = (kind, name) => all(kind).find((document) => document.metadata.name === name);
  const pods = all("Deployment").map((deployment) => ({ deployment, pod: deployment.spec.template.spec, labels: deployment.spec.template.metadata.labels }));
  if (pods.length === 0) faults.push("there is no Deployment");

  const selecting = [
    ["PodDisruptionBudget", (one) => one.spec.selector?.matchLabels],
    ["NetworkPolicy", (one) => one.spec.podSelector?.matchLabels],
    ["Service", (one) => one.spec.selector],
  ];
  for (const [kind, selectorOf] of selecting) {
    if (all(kind).length === 0) faults.push(`there is no ${kind}`);
    for (const one of all(kind)) {
      for (const { labels, deployment } of pods) {
        if (!matches(selectorOf(one), labels)) faults.push(`${kind} ${one.metadata.name} does not select the pods of ${deployment.metadata.name}`);
      }
    }
  }
  for (const monitor of all("ServiceMonitor")) {
    const services = all("Service").filter((service) => matches(monitor.spec.selector?.matchLabels, service.metadata.labels ?? {}));
    if (services.length !== 1) faults.push(`ServiceMonitor ${monitor.metadata.name} selects ${services.length} Services`);
    for (const endpoint of monitor.spec.endpoints) {
      if (!services.some((service) => service.spec.ports.some((port) => port.name === endpoint.port))) {
        faults.push(`ServiceMonitor ${monitor.metadata.name}: no Service has a port ${endpoint.port}`);
      }
    }
  }
  for (const one of all("ScaledObject")) {
    const target = named("Deployment", one.spec.scaleTargetRef.name);
    if (!target) faults.push(`ScaledObject ${one.metadata.name} scales no Deployment of this overlay`);
    else if (target.spec.replicas !== undefined) faults.push(`${target.metadata.name} has replicas, which would fight with KEDA's`);
    for (const trigger of one.spec.triggers) {
      if (!named("TriggerAuthentication", trigger.authenticationRef?.name)) faults.push(`ScaledObject ${one.metadata.name}: its TriggerAuthentication is missing`);
    }
  }

  const selectors = pods.map(({ deployment }) => deployment.spec.selector.matchLabels);
  pods.forEach(({ deployment, pod, labels }, number) => {
    const name = deployment.metadata.name;
    const say = (text) => faults.push(`Deployment ${name}: ${text}`);
    if (!matches(selectors[number], labels)) say("its selector does not match its pods");
    if (selectors.some((selector, other) => other !== number && matches(selector, labels))) say("another Deployment selects its pods too");
    if (!named("ServiceAccount", pod.serviceAccountName)) say("its ServiceAccount is missing");
    const volumes = new Map(pod.volumes.map((volume) => [volume.name, volume]));
    for (const container of pod.containers) {
      const variables = (container.env ?? []).map((one) => one.name);
      if (new Set(variables).size !== variables.length) say("a variable is set twice");
      for (const unknown of unknownVariables(variables, known)) say(`${unknown} is no setting`);
      for (const unknown of unknownFlags(container.args ?? [], known)) say(`${unknown} is no flag`);
      const mounts = new Map();
      for (const mount of container.volumeMounts) {
        const volume = volumes.get(mount.name);
        if (!volume) say(`volume ${mount.name} is missing`);
        mounts.set(mount.mountPath, volume);
        if (volume?.persistentVolumeClaim && !named("PersistentVolumeClaim", volume.persistentVolumeClaim.claimName)) say("its claim is missing");
        if (volume?.secret && volume.secret.secretName !== secretName) say(`the README makes no Secret ${volume.secret.secretName}`);
      }
      const settings = named("ConfigMap", mounts.get("/etc/scan-event-worker")?.configMap?.name)?.data["settings.toml"];
      if (settings === undefined) say("its settings are missing");
      for (const unknown of unknownKeys(settings ?? "", known)) say(`${unknown} is no setting`);
      const port = /listen = "[^"]*:(\d+)"/.exec(settings ?? "")?.[1];
      const declared = container.ports.find((one) => one.name === "metrics")?.containerPort;
      if (String(declared) !== port) say(`port ${declared} is not that of metrics.listen, ${port}`);
      for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
        if (container[probe]?.httpGet?.port !== "metrics") say(`its ${probe} does not ask metrics.listen`);
      }
      // Files that the settings name must come from a mount.
      const text = JSON.stringify(container.env ?? []) + (settings ?? "");
      for (const [, file] of text.matchAll(/\/run\/secrets\/scan-event-worker\/([A-Za-z0-9.-]+)/g)) {
        if (!secretFiles.has(file)) say(`the README puts no file ${file} into the Secret`);
      }
      for (const [, path] of text.matchAll(/sqlite:\/\/(\/[^"]*)\/[^/"]+/g)) {
        if (!mounts.has(path)) say(`nothing is mounted at ${path}`);
      }
      if (container.securityContext?.readOnlyRootFilesystem !== true) say("its root can be written");
    }
    if (pod.securityContext?.runAsNonRoot !== true) say("it may run as root");
  });

  // Somebody must poll, and somebody process.
  const roles = pods.map(({ pod }) => pod.containers[0].env?.find((one) => one.name === "SCAN_EVENT_WORKER_WORKER_ROLE")?.value ?? "both");
  for (const role of ["poll", "process"]) {
    if (!roles.includes(role) && !roles.includes("both")) faults.push(`nobody has the role ${role}`);
  }
  return faults;
}
