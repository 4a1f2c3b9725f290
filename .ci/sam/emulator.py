"""Starts ministack, the emulator that the stack is created on, and has it pass over what it does not know."""

import sys

from ministack.app import main
from ministack.services.cloudformation import provisioners

PASSED_OVER = {
    "create": lambda logical_id, properties, stack_name: (logical_id, {}),
    "delete": lambda physical_id, properties: None,
}
# What the sign-in pages look like, and alarms on metric math: nothing that a check here looks at.
for unknown in "AWS::Cognito::ManagedLoginBranding", "AWS::CloudWatch::Alarm":
    provisioners._RESOURCE_HANDLERS[unknown] = PASSED_OVER

if __name__ == "__main__":
    sys.exit(main())
