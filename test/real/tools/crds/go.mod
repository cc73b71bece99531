module tools/crds

go 1.26.0

require (
	github.com/bitnami-labs/sealed-secrets v0.36.6
	github.com/external-secrets/external-secrets v1.3.2
	sigs.k8s.io/gateway-api v1.6.3
	sigs.k8s.io/secrets-store-csi-driver v1.6.0
)
