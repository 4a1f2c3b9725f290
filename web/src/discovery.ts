import { requireSecure } from './bucketpass.js'

/** The parts of the issuer's discovery document that are used here. */
export interface Provider {
  authorization_endpoint: URL
  token_endpoint: URL
  revocation_endpoint?: URL
  end_session_endpoint?: URL
}

export async function discover({ issuer }: { issuer: string }): Promise<Provider> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { redirect: 'error' })
  if (!response.ok) throw new Error(`The issuer's discovery document answered ${response.status}.`)
  return provider((await response.json()) as Record<string, unknown>, issuer)
}

/**
 * Reads the document. Each endpoint is sent a secret or opened in the browser, where `javascript:` would run in this
 * page: all must be https, or on this machine.
 */
export function provider(document: Record<string, unknown>, issuer: string): Provider {
  if (document.issuer !== issuer) throw new Error('The discovery document names another issuer.')
  const endpoint = (name: keyof Provider) => requireSecure(document[name], `The issuer's ${name}`)
  const optional = (name: keyof Provider) => (document[name] === undefined ? undefined : endpoint(name))
  return {
    authorization_endpoint: endpoint('authorization_endpoint'),
    token_endpoint: endpoint('token_endpoint'),
    revocation_endpoint: optional('revocation_endpoint'),
    end_session_endpoint: optional('end_session_endpoint'),
  }
}
