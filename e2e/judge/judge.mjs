// Evaluates IAM policies with an implementation that is not ours (AGPL-3.0: a tool of CI, no part of
// the product). One question a line, as JSON; one answer a line.
import { createInterface } from 'node:readline'
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const answers = {
  Allowed: 'ALLOW',
  ExplicitlyDenied: 'EXPLICIT_DENY',
  ImplicitlyDenied: 'IMPLICIT_DENY',
}

for await (const line of createInterface({ input: process.stdin })) {
  const { policy, action, resource, context } = JSON.parse(line)
  // As an identity policy, each lock by itself: this entry point drops a session policy unseen.
  const decision = runUnsafeSimulation(
    {
      request: {
        principal: 'arn:aws:sts::123456789012:assumed-role/vended/alice',
        action,
        resource: { resource, accountId: '123456789012' },
        contextVariables: context,
      },
      identityPolicies: [{ name: 'policy', policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  )
  console.log(answers[decision])
}
