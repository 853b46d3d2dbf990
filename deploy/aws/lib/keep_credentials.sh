# shellcheck shell=sh
# Keeps the files of a folder equal to secrets of AWS Secrets Manager, so that a rotation reaches the worker, which reads them at each
# connect, without a restart. Arguments: the folder, the seconds between two looks, then pairs of a secret's ARN and a file's name.
# The container is healthy once every file was written once.
set -u
umask 022
folder=$1 pause=$2
shift 2
trap 'exit 0' TERM INT

# A file is replaced whole, or not at all: the worker never reads half a secret.
replace() {
    file=$1
    shift
    if "$@" >"$file.new" && [ -s "$file.new" ]; then
        mv "$file.new" "$file"
    else
        rm -f "$file.new"
        echo "could not renew $file; what was read last stays" >&2
        return 1
    fi
}

read_secret() {
    aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text
}

# The authorities that sign the certificates of RDS are in nobody's usual list.
read_authorities() {
    curl --fail --silent --show-error --max-time 30 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
}

renew() {
    complete=true
    [ -s "$folder/rds-ca.pem" ] || replace "$folder/rds-ca.pem" read_authorities || complete=false
    while [ $# -gt 0 ]; do
        replace "$folder/$2" read_secret "$1" || complete=false
        shift 2
    done
    if $complete; then : >"$folder/.complete"; fi
}

while :; do
    renew "$@"
    sleep "$pause" &
    wait $!
done
