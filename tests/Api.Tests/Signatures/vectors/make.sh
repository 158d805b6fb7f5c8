#!/bin/bash
# Makes the test vectors of this folder: roots, an intermediate, signers and detached signatures. Needs openssl 3 and, for GOST, Debian's libengine-gost-openssl.
set -e
cd "$(dirname "$0")"
days=36500
printf 'Прошу сообщить, какие мои данные вы обрабатываете.' > content.txt
gost() { openssl "$@" -engine gost 2>/dev/null; }
ext() { cat > ext.cnf <<X
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[leaf]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
[tls]
basicConstraints=CA:FALSE
keyUsage=critical,keyEncipherment
[odd]
basicConstraints=CA:FALSE
1.2.3.4.5=critical,ASN1:UTF8String:odd
X
}
ext
subject="/C=RU/CN=Иванова Мария Петровна/SN=Иванова/GN=Мария Петровна"
# name, key options, digest, engine
chain() { # name keyargs digest openssl-cmd [validity]
  local n=$1 key=$2 md=$3 o=$4
  $o genpkey $key -out $n-root.key
  $o req -new -x509 -utf8 -$md -key $n-root.key -subj "/C=RU/CN=Root $n" -days $days -config <(printf '[req]\ndistinguished_name=dn\n[dn]\n') -extensions ca -out $n-root.pem -config <(cat ext.cnf; printf '[req]\ndistinguished_name=dn\nx509_extensions=ca\n[dn]\n')
  $o genpkey $key -out $n-ca.key
  $o req -new -utf8 -$md -key $n-ca.key -subj "/C=RU/CN=Middle $n" -config <(printf '[req]\ndistinguished_name=dn\n[dn]\n') -out $n-ca.csr
  $o x509 -req -$md -in $n-ca.csr -CA $n-root.pem -CAkey $n-root.key -CAcreateserial -days $days -extfile ext.cnf -extensions ca -out $n-ca.pem
  $o genpkey $key -out $n.key
  $o req -new -utf8 -$md -key $n.key -subj "$subject" -config <(printf '[req]\ndistinguished_name=dn\n[dn]\n') -out $n.csr
  $o x509 -req -$md -in $n.csr -CA $n-ca.pem -CAkey $n-ca.key -CAcreateserial -days $days -extfile ext.cnf -extensions leaf -out $n.pem
  $o cms -sign -binary -in content.txt -signer $n.pem -inkey $n.key -certfile $n-ca.pem -md $md -outform DER -out $n.p7s
}
plain() { openssl "$@" 2>/dev/null; }
chain rsa2048 "-algorithm RSA -pkeyopt rsa_keygen_bits:2048" sha256 plain
chain rsa1024 "-algorithm RSA -pkeyopt rsa_keygen_bits:1024" sha256 plain
chain rsasha1 "-algorithm RSA -pkeyopt rsa_keygen_bits:2048" sha1 plain
chain ec256 "-algorithm EC -pkeyopt ec_paramgen_curve:P-256" sha256 plain
chain ec384 "-algorithm EC -pkeyopt ec_paramgen_curve:P-384" sha384 plain
for s in A B C TCA TCB TCC TCD; do chain gost256$s "-algorithm gost2012_256 -pkeyopt paramset:$s" md_gost12_256 gost || echo no 256 $s; done
for s in A B C; do chain gost512$s "-algorithm gost2012_512 -pkeyopt paramset:$s" md_gost12_512 gost || echo no 512 $s; done
# RSA-PSS, no signed attributes, a certificate for TLS alone, one with an unknown critical extension, one signed by a leaf
plain cms -sign -binary -in content.txt -signer rsa2048.pem -inkey rsa2048.key -certfile rsa2048-ca.pem -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32 -outform DER -out pss.p7s
plain cms -sign -binary -noattr -in content.txt -signer rsa2048.pem -inkey rsa2048.key -certfile rsa2048-ca.pem -md sha256 -outform DER -out noattr.p7s
plain cms -sign -binary -nodetach -in content.txt -signer ec256.pem -inkey ec256.key -certfile ec256-ca.pem -md sha256 -outform DER -out attached.p7s
plain cms -sign -binary -in content.txt -signer ec256.pem -inkey ec256.key -nocerts -md sha256 -outform DER -out nocert.p7s
plain cms -sign -binary -keyid -in content.txt -signer ec256.pem -inkey ec256.key -certfile ec256-ca.pem -md sha256 -outform DER -out keyid.p7s
leaf() { plain x509 -req -sha256 -in ec256.csr -CA ec256-ca.pem -CAkey ec256-ca.key -CAcreateserial $2 -extfile ext.cnf -extensions $3 -out $1.pem; plain cms -sign -binary -in content.txt -signer $1.pem -inkey ec256.key -certfile ec256-ca.pem -md sha256 -outform DER -out $1.p7s; }
leaf tls "-days $days" tls
leaf odd "-days $days" odd
plain x509 -req -sha256 -in ec256.csr -CA ec256.pem -CAkey ec256.key -CAcreateserial -days $days -extfile ext.cnf -extensions leaf -out byleaf.pem
cat ec256.pem ec256-ca.pem > both.pem
plain cms -sign -binary -in content.txt -signer byleaf.pem -inkey ec256.key -certfile both.pem -md sha256 -outform DER -out byleaf.p7s
rm -f *.key *.csr *.srl ext.cnf both.pem *-ca.pem
for n in $(ls *.pem | grep -v root); do rm $n; done
