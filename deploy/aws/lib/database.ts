import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as kms from "aws-cdk-lib/aws-kms";
import * as rds from "aws-cdk-lib/aws-rds";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

import type { Network } from "./network";
import type { Engine, Settings } from "./settings";

/** Not the engines' usual ports: a scanner that asks for those finds nothing. */
export const databasePort: Record<Engine, number> = { sqlserver: 14330, postgres: 54320 };

/** The database's name inside the server. On SQL Server the worker's `migrate` creates it: RDS cannot. */
export const databaseName = "scans";

const masterUser = "scanworker";

/** One database in two zones: backups of 14 days, a password that RDS makes and rotates, nothing unencrypted on the wire. */
export class Database extends Construct {
  readonly instance: rds.DatabaseInstance;
  readonly secret: secretsmanager.ISecret;
  /** `store.url` without a password. `caFile`: where a task finds the authorities of RDS. */
  readonly storeUrl: (caFile: string) => string;

  constructor(scope: Construct, id: string, settings: Settings, network: Network, key: kms.IKey) {
    super(scope, id);
    const engine = engineOf(settings.engine);
    const logTypes = settings.engine === "sqlserver" ? ["agent", "error"] : ["postgresql", "upgrade"];
    this.instance = new rds.DatabaseInstance(this, "Instance", {
      engine,
      instanceType: new ec2.InstanceType(settings.databaseInstance),
      vpc: network.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroups: [network.database],
      port: databasePort[settings.engine],
      multiAz: true,
      allocatedStorage: settings.databaseStorageGib,
      maxAllocatedStorage: settings.databaseStorageGib * 5,
      storageType: rds.StorageType.GP3,
      storageEncrypted: true,
      storageEncryptionKey: key,
      credentials: rds.Credentials.fromUsername(masterUser, { encryptionKey: key }),
      manageMasterUserPassword: true,
      backupRetention: Duration.days(14),
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
      autoMinorVersionUpgrade: true,
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: key,
      cloudwatchLogsExports: logTypes,
      parameterGroup: new rds.ParameterGroup(this, "Parameters", {
        engine,
        description: "Scan Event Worker: encrypted connections only",
        parameters: { "rds.force_ssl": "1" },
      }),
      ...(settings.engine === "sqlserver"
        ? { licenseModel: rds.LicenseModel.LICENSE_INCLUDED }
        : { databaseName }),
    });
    this.secret = this.instance.secret ?? fail("RDS made no secret");
    const host = `${this.instance.dbInstanceEndpointAddress}:${databasePort[settings.engine]}`;
    this.storeUrl =
      settings.engine === "sqlserver"
        ? (caFile) => `sqlserver://${masterUser}@${host}/${databaseName}?ca_file=${caFile}`
        : (caFile) => `postgresql://${masterUser}@${host}/${databaseName}?sslmode=verify-full&sslrootcert=${caFile}`;
  }
}

/** Full versions: RDS refuses a partial one, and an unnamed one changes the template's meaning with time. */
function engineOf(engine: Engine): rds.IInstanceEngine {
  return engine === "sqlserver"
    ? // Standard edition: Express and Web have no second zone.
      rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_16_00_4236_2_V1 })
    : rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17_9 });
}

function fail(reason: string): never {
  throw new Error(reason);
}
