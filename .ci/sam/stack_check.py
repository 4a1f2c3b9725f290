"""Creates the stack on an emulator, as docs/deploy.md has its reader do, and looks at what came of it.

Needs a `sam build`, and Docker for the function that the real tokens are shown to; see .ci/steps/21-stack.
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import boto3
from pycognito.aws_srp import AWSSRP

from local_sam import HERE, ROOT, call, copy_checkout, listens, running, sam_local

EMULATOR = f"http://{HERE}:4566"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
DEPLOYER = os.environ | KEYS | {"AWS_ENDPOINT_URL": EMULATOR}
PASSWORD = "Correct-Horse-7"


def client(service):
    return boto3.client(service, endpoint_url=EMULATOR, region_name="us-east-1",
                        aws_access_key_id="test", aws_secret_access_key="test")


def deploy(stack, *parameters):
    """As docs/deploy.md has it: the stack's name and the parameters are in a file."""
    answers = (ROOT / "samconfig.example.toml").read_text().replace('"bucketpass"', json.dumps(stack))
    answers = re.sub(r"(?<=parameter_overrides = )\[.*?\]", lambda _: json.dumps(parameters), answers, flags=re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "answers.toml")
        file.write_text(answers)
        done = subprocess.run(
            ["sam", "deploy", "--config-file", str(file), "--no-confirm-changeset", "--no-fail-on-empty-changeset"],
            cwd=ROOT, env=DEPLOYER, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"sam deploy of {stack} failed\n{done.stdout}\n{done.stderr}")


def outputs(stack):
    described = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}


def resources(stack):
    described = client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in described}


def settings(stack):
    """The environment that the API's requests are answered with: that of the alias."""
    function = client("lambda").get_function_configuration(
        FunctionName=outputs(stack)["FunctionName"], Qualifier="live")
    return function["Environment"]["Variables"]


def section(heading):
    """The shell blocks under a heading of docs/deploy.md."""
    text = (ROOT / "docs" / "deploy.md").read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))


def new_user(pool, name, *groups, **attributes):
    cognito = client("cognito-idp")
    cognito.admin_create_user(
        UserPoolId=pool, Username=name, MessageAction="SUPPRESS",
        UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()])
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    for group in groups:
        with contextlib.suppress(cognito.exceptions.GroupExistsException):
            cognito.create_group(UserPoolId=pool, GroupName=group)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=group)


def tokens_by_srp(pool, client_id, name):
    return AWSSRP(name, PASSWORD, pool, client_id, client=client("cognito-idp")).authenticate_user()["AuthenticationResult"]


def tokens_by_password(pool, client_id, name):
    return client("cognito-idp").admin_initiate_auth(
        UserPoolId=pool, ClientId=client_id, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD})["AuthenticationResult"]


@contextlib.contextmanager
def api(stack):
    """The function with the deployed stack's settings, behind `sam local start-api`."""
    variables = settings(stack) | {
        "AWS_ENDPOINT_URL_STS": EMULATOR,
        "BUCKETPASS_KEY_SET_URL": f"{EMULATOR}/{outputs(stack)['UserPoolId']}/.well-known/jwks.json",
    }
    with tempfile.TemporaryDirectory() as folder:
        env_vars = pathlib.Path(folder, "env.json")
        env_vars.write_text(json.dumps({"CredentialsFunction": variables}))
        with open(pathlib.Path(folder, "log"), "w+b") as log, sam_local(
                "start-api", 3000, env_vars, KEYS | {"AWS_ENDPOINT_URL": EMULATOR}, log):
            yield "http://127.0.0.1:3000"


def whoami(url, token):
    return call(url + "/whoami", headers={"Authorization": "Bearer " + token})


class NewStack(unittest.TestCase):
    """`sam deploy` with no parameter: a new user pool and a new bucket."""

    @classmethod
    def setUpClass(cls):
        deploy("bucketpass")
        cls.outputs, cls.resources = outputs("bucketpass"), resources("bucketpass")
        for name, value in cls.outputs.items():
            print(f"output {name}: {value}", flush=True)
        role = client("iam").get_role(RoleName=cls.resources["VendedRole"])["Role"]
        cls.trust = role["AssumeRolePolicyDocument"]["Statement"]
        cls.policy = client("iam").get_role_policy(
            RoleName=cls.resources["VendedRole"], PolicyName="OwnPrefix")["PolicyDocument"]["Statement"]

    def test_has_the_promised_resources_and_outputs(self):
        self.assertLessEqual(
            {"CredentialsFunction", "CredentialsFunctionRole", "VendedRole", "Bucket", "BucketPolicy", "UserPool",
             "UserPoolClient", "Api"}, set(self.resources))
        self.assertLessEqual(
            {"ApiUrl", "UserPoolId", "UserPoolClientId", "BucketName", "VendedRoleArn", "FunctionName"},
            set(self.outputs))

    def test_the_vended_role_trusts_the_function_alone_and_only_with_tags_and_identity(self):
        function = client("iam").get_role(RoleName=self.resources["CredentialsFunctionRole"])["Role"]["Arn"]
        self.assertEqual([{"AWS": function}] * 3, [statement["Principal"] for statement in self.trust])
        by_action = {statement["Action"]: statement["Condition"] for statement in self.trust}
        self.assertEqual({"sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"}, set(by_action))
        for action in "sts:AssumeRole", "sts:TagSession":
            self.assertEqual("/?*/", by_action[action]["StringLike"]["aws:RequestTag/access"])
        self.assertIn("sts:SourceIdentity", by_action["sts:AssumeRole"]["StringLike"])
        self.assertEqual({"aws:TagKeys": "false"}, by_action["sts:TagSession"]["Null"])

    def test_the_vended_role_reaches_only_the_prefix_and_access_it_is_tagged_with(self):
        bucket = f"arn:aws:s3:::{self.outputs['BucketName']}"
        for statement in self.policy:
            with self.subTest(statement["Sid"]):
                self.assertIn("aws:PrincipalTag/access", statement["Condition"]["StringLike"])
                if statement["Resource"] == bucket:
                    self.assertIn(statement["Action"], ["s3:GetBucketLocation", "s3:ListBucket"])
                else:
                    self.assertEqual(bucket + "/${aws:PrincipalTag/prefix}*", statement["Resource"])
        listing, = [statement for statement in self.policy if statement["Action"] == "s3:ListBucket"]
        self.assertEqual("${aws:PrincipalTag/prefix}*", listing["Condition"]["StringLike"]["s3:prefix"])

    def test_the_bucket_is_private_encrypted_tls_only_and_open_to_browsers(self):
        s3, bucket = client("s3"), self.outputs["BucketName"]
        rule, = s3.get_bucket_cors(Bucket=bucket)["CORSRules"]
        self.assertEqual(["ETag"], rule["ExposeHeaders"])
        self.assertEqual({"GET", "PUT", "POST", "DELETE", "HEAD"}, set(rule["AllowedMethods"]))
        self.assertTrue(all(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()))
        self.assertTrue(s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"])
        statement, = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
        self.assertEqual(("Deny", "false"), (statement["Effect"], statement["Condition"]["Bool"]["aws:SecureTransport"]))

    def test_a_caller_may_write_no_attribute_that_forms_a_prefix(self):
        app = client("cognito-idp").describe_user_pool_client(
            UserPoolId=self.outputs["UserPoolId"], ClientId=self.outputs["UserPoolClientId"])["UserPoolClient"]
        self.assertEqual(["locale", "zoneinfo"], app["WriteAttributes"])
        self.assertNotIn("ClientSecret", app)

    def test_real_tokens_are_taken_and_those_of_another_client_are_not(self):
        pool, app = self.outputs["UserPoolId"], self.outputs["UserPoolClientId"]
        new_user(pool, "erin")
        new_user(pool, "ravi", "readers")
        stranger = client("cognito-idp").create_user_pool_client(
            UserPoolId=pool, ClientName="another", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"])["UserPoolClient"]
        with api("bucketpass") as url:
            for sign_in in tokens_by_srp, tokens_by_password:
                for use in "IdToken", "AccessToken":
                    status, body = whoami(url, sign_in(pool, app, "erin")[use])
                    self.assertEqual((200, "read-write"), (status, body.get("Access")), body)
                    print(f"{sign_in.__name__} {use}: {status} {body['Access']} {body['Prefix']}", flush=True)
            status, body = whoami(url, tokens_by_srp(pool, app, "ravi")["AccessToken"])
            self.assertEqual((200, "read-only", ["readers"]), (status, body["Access"], body["Groups"]))
            for use in "IdToken", "AccessToken":
                status, body = whoami(url, tokens_by_password(pool, stranger["ClientId"], "erin")[use])
                self.assertEqual((401, "WrongAudience"), (status, body["code"]))

    def test_y_both_logs_are_kept_as_long_as_the_parameter_says(self):
        deploy("bucketpass", "LogRetentionDays=7")
        groups = client("logs").describe_log_groups()["logGroups"]
        days = {group["logGroupName"]: group.get("retentionInDays") for group in groups}
        self.assertEqual([7, 7], [days[self.resources[name]] for name in ("CredentialsFunctionLogs", "ApiLogs")])

    def test_z_a_changed_parameter_reaches_the_alias_and_keeps_files_and_users(self):
        before, pool = resources("bucketpass"), self.outputs["UserPoolId"]
        client("s3").put_object(Bucket=before["Bucket"], Key="kept/file", Body=b"kept")
        new_user(pool, "kept")
        self.assertEqual("read-write", settings("bucketpass")["BUCKETPASS_DEFAULT_ACCESS"])

        deploy("bucketpass", "DefaultAccess=read-only")
        self.assertEqual("read-only", settings("bucketpass")["BUCKETPASS_DEFAULT_ACCESS"])
        for parameters in ["DefaultAccess=read-only"], ["LogRetentionDays=14"], []:
            deploy("bucketpass", *parameters)
            self.assertEqual("read-only", settings("bucketpass")["BUCKETPASS_DEFAULT_ACCESS"], parameters)

        after = resources("bucketpass")
        for name in "Bucket", "BucketPolicy", "UserPool", "UserPoolClient", "VendedRole", "CredentialsFunctionRole":
            with self.subTest(name):
                self.assertEqual(before[name], after[name])
        self.assertEqual(b"kept", client("s3").get_object(Bucket=after["Bucket"], Key="kept/file")["Body"].read())
        self.assertIn("IdToken", tokens_by_password(pool, after["UserPoolClient"], "kept"))


class ExistingPoolAndBucket(unittest.TestCase):
    """`sam deploy` with a user pool and a bucket that exist, and a prefix made of a custom attribute."""

    @classmethod
    def setUpClass(cls):
        cognito = client("cognito-idp")
        cls.pool = cognito.create_user_pool(
            PoolName="existing", Schema=[{"Name": "tenant", "AttributeDataType": "String", "Mutable": True}])["UserPool"]["Id"]
        cls.app = cognito.create_user_pool_client(
            UserPoolId=cls.pool, ClientName="existing",
            ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"])["UserPoolClient"]["ClientId"]
        client("s3").create_bucket(Bucket="existing-bucket")
        deploy("bucketpass-existing", "ExistingBucketName=existing-bucket", f"ExistingUserPoolId={cls.pool}",
               f"ExistingUserPoolClientIds={cls.app}", "PrefixTemplate={custom:tenant}/{sub}/", "TokenUse=id")

    def test_creates_neither_and_names_both(self):
        self.assertFalse({"Bucket", "BucketPolicy", "UserPool", "UserPoolClient"} & set(resources("bucketpass-existing")))
        self.assertEqual(
            ("existing-bucket", self.pool, self.app),
            tuple(outputs("bucketpass-existing")[name] for name in ("BucketName", "UserPoolId", "UserPoolClientId")))

    def test_the_prefix_is_made_of_the_custom_attribute_of_a_real_token(self):
        new_user(self.pool, "tina", **{"custom:tenant": "acme"})
        tokens = tokens_by_password(self.pool, self.app, "tina")
        with api("bucketpass-existing") as url:
            status, body = whoami(url, tokens["IdToken"])
            self.assertEqual((200, f"acme/{body.get('Sub')}/"), (status, body.get("Prefix")), body)
            status, body = whoami(url, tokens["AccessToken"])
            self.assertEqual((401, "WrongTokenUse"), (status, body["code"]))


class DeployPage(unittest.TestCase):
    """docs/deploy.md, word for word, as far as the emulator goes."""

    def test_deploys_makes_users_and_gets_a_token(self):
        script = "\n".join(map(section, ["Build and deploy", "A first user", "A token"])) + '\necho "token: $token"'
        with tempfile.TemporaryDirectory() as folder:  # A place without the reader's own samconfig.local.toml.
            copy_checkout(pathlib.Path(folder))
            plain = subprocess.run(["sam", "deploy"], cwd=folder, env=DEPLOYER, capture_output=True, text=True)
            self.assertIn("Missing option '--stack-name'", plain.stderr)
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=DEPLOYER, capture_output=True, text=True,
                input="y\n")  # Deploys.
        self.assertEqual(0, done.returncode, done.stdout[-3000:] + done.stderr[-3000:])
        self.assertRegex(done.stdout, r"token: ey[\w-]+\.ey[\w-]+\.[\w-]+\n$")


if __name__ == "__main__":
    emulator = os.environ | KEYS | {"AUTH": "true", "IOT_MTLS_ENABLED": "0", "GATEWAY_PORT": "4566", "BIND_HOST": HERE}
    with tempfile.TemporaryFile() as log, running(
            [sys.executable, ".ci/sam/emulator.py"], listens(4566, HERE), log, env=emulator, stdout=log, stderr=log):
        unittest.main(verbosity=2)
