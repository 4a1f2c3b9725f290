"""Shows that a changed parameter takes effect though SnapStart's alias pins a version; see docs/deploy.md.

After SAM's own translation, every parameter that the function's configuration depends on must be in the version's
description, and CloudFormation must hold that a changed description replaces the version.
"""

import json
import re
import pathlib

import cfnlint.data.schemas.resources
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

TEMPLATE = pathlib.Path(__file__).resolve().parents[2] / "template.yaml"


def translated(**parameters):
    template = yaml_parse(TEMPLATE.read_text())
    template["Resources"]["CredentialsFunction"]["Properties"]["CodeUri"] = "s3://any/code"
    return Translator({}, Parser()).translate(template, parameters)


def needed(node, template):
    """The parameters whose values a part of the template depends on, through conditions too."""
    found = set()
    if isinstance(node, list):
        for item in node:
            found |= needed(item, template)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref":
                found |= {value} & set(template["Parameters"])
            elif key == "Fn::Sub":
                text, extra = (value, {}) if isinstance(value, str) else value
                found |= set(re.findall(r"\$\{(\w+)\}", text)) & set(template["Parameters"])
                found |= needed(extra, template)
            elif key == "Fn::If":
                found |= needed(template["Conditions"][value[0]], template) | needed(value[1:], template)
            else:
                found |= needed(value, template)
    return found


def version(template):
    (name, resource), = [item for item in template["Resources"].items() if item[1]["Type"] == "AWS::Lambda::Version"]
    return name, resource["Properties"]


template = translated()
function = template["Resources"]["CredentialsFunction"]["Properties"]
# How many run at once is a setting of the function and not of a version.
versioned = {key: function[key] for key in function if key != "ReservedConcurrentExecutions"}
missing = needed(versioned, template) - needed(version(template)[1]["Description"], template)
assert not missing, f"a change of {sorted(missing)} would publish no version"

assert version(translated(DefaultAccess="none"))[0] == version(template)[0]
schemas = pathlib.Path(cfnlint.data.schemas.resources.__path__[0]).glob("*.json")
schema, = [schema for schema in map(json.loads, (path.read_text() for path in schemas))
           if schema.get("typeName") == "AWS::Lambda::Version"]
assert "/properties/Description" in schema["createOnlyProperties"]
print(f"ok    every changed parameter replaces the version: {', '.join(sorted(needed(versioned, template)))}")
