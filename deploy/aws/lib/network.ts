import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

import { makeLogGroup } from "./log_group";

/**
 * Two zones. Tasks have private addresses and reach the feed through NAT, the database has no way out at all, and nothing listens to the
 * outside: the worker only asks.
 */
export class Network extends Construct {
  readonly vpc: ec2.Vpc;
  readonly tasks: ec2.SecurityGroup;
  readonly database: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, props: { key: kms.IKey; databasePort: number; feedPort: number }) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, "Vpc", {
      maxAzs: 2,
      natGateways: 2,
      subnetConfiguration: [
        { name: "public", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
        { name: "tasks", subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
        { name: "database", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
      ],
      flowLogs: {
        all: { destination: ec2.FlowLogDestination.toCloudWatchLogs(makeLogGroup(this, "FlowLogs", props.key)) },
      },
    });

    this.tasks = new ec2.SecurityGroup(this, "Tasks", {
      vpc: this.vpc,
      description: "Tasks of the worker",
      allowAllOutbound: false,
    });
    const ports = new Set([443, props.feedPort]);
    for (const port of ports) {
      this.tasks.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(port), port === 443 ? "AWS and the feed" : "the feed");
    }
    this.database = new ec2.SecurityGroup(this, "Database", {
      vpc: this.vpc,
      description: "Database of the worker",
      allowAllOutbound: false,
    });
    const port = ec2.Port.tcp(props.databasePort);
    this.database.addIngressRule(this.tasks, port, "the worker");
    this.tasks.addEgressRule(this.database, port, "the database");
  }
}
