"""Starts ministack, the emulator that the stack is created on, and teaches it the one type it lacks."""

import sys

from ministack.app import main
from ministack.services.cloudformation import provisioners

# What the sign-in pages look like: nothing that the emulator serves.
provisioners._RESOURCE_HANDLERS["AWS::Cognito::ManagedLoginBranding"] = {
    "create": lambda logical_id, properties, stack_name: (logical_id, {}),
    "delete": lambda physical_id, properties: None,
}

if __name__ == "__main__":
    sys.exit(main())
