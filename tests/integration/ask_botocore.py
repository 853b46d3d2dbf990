"""Prints what botocore knows, for tests that compare it with what the worker knows.

endpoints: a line `service region fips dual-stack url` for each of its regions; `-` for what a partition does not have.
profile CREDENTIALS CONFIG NAME: the keys of one profile, as JSON.
"""

import json
import sys

from botocore.configloader import load_config, raw_config_parse
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointResolutionError
from botocore.loaders import Loader


def print_endpoints():
    loader = Loader()
    partitions = loader.load_data("partitions")
    for service in ("sqs", "sns", "sts"):
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
        provider = EndpointProvider(rules, partitions)
        more = {"UseGlobalEndpoint": False} if service == "sts" else {}
        for partition in partitions["partitions"]:
            for region in partition["regions"]:
                if region.endswith("-global"):
                    continue
                for fips in (False, True):
                    for dual_stack in (False, True):
                        print(service, region, int(fips), int(dual_stack),
                              url_of(provider, region, fips, dual_stack, more))


def url_of(provider, region, fips, dual_stack, more):
    try:
        return provider.resolve_endpoint(
            Region=region, UseFIPS=fips, UseDualStack=dual_stack, **more).url
    except EndpointResolutionError:
        return "-"


def flat(section):
    keys = {}
    for key, value in section.items():
        if isinstance(value, dict):
            keys.update({f"{key}.{inner}": text for inner, text in value.items()})
        else:
            keys[key] = value
    return keys


def print_profile(credentials, config, name):
    profile = flat(load_config(config)["profiles"].get(name, {}))
    profile.update(flat(raw_config_parse(credentials).get(name, {})))
    # An older botocore does not know what these sections are for.
    services = raw_config_parse(config).get(f"services {profile.get('services')}", {})
    profile.update({f"services.{key}": text for key, text in flat(services).items()})
    for key, value in sorted(profile.items()):
        print(json.dumps([key, value]))


if sys.argv[1] == "endpoints":
    print_endpoints()
else:
    print_profile(*sys.argv[2:])
