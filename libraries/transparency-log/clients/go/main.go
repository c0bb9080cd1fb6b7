// Reads a log over HTTP with the Go checksum database's own code (golang.org/x/mod/sumdb/note and
// tlog): opens the checkpoint, fetches tiles, verifies every entry's inclusion or a sample of it, and
// the consistency with each of the sizes given.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run . PREFIX VKEY [OLD_SIZE=OLD_ROOT …]
//
// Debian: golang-go and golang-golang-x-mod-dev.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func get(url string) []byte {
	answer, err := http.Get(url)
	if err != nil {
		fail("%v", err)
	}
	defer answer.Body.Close()
	bytes, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		fail("%s: %d %v", url, answer.StatusCode, err)
	}
	return bytes
}

// path turns Go's tile/8/L/N, which names the height and the data tiles otherwise, into C2SP's.
func path(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

type reader struct{ prefix string }

func (r reader) Height() int { return height }
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, get(r.prefix+"/"+path(tile)))
	}
	return all, nil
}
func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	if len(os.Args) < 3 {
		fail("usage: PREFIX VKEY [OLD_SIZE=OLD_ROOT ...]")
	}
	prefix := strings.TrimSuffix(os.Args[1], "/")
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		fail("the key: %v", err)
	}
	opened, err := note.Open(get(prefix+"/checkpoint"), note.VerifierList(verifier))
	if err != nil {
		fail("the checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("the size: %v", err)
	}
	root := hashOf(lines[2])
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, reader{prefix})

	step := size/1000 + 1
	var bundle [][]byte
	held := int64(-1)
	proved := 0
	for index := int64(0); index < size; index += step {
		if n := index >> height; n != held {
			width := int(min(size-n<<height, 1<<height))
			bundle = entries(get(prefix + "/" + path(tlog.Tile{H: height, L: -1, N: n, W: width})))
			held = n
		}
		entry := bundle[index&(1<<height-1)]
		proof, err := tlog.ProveRecord(size, index, hashes)
		if err != nil {
			fail("proving %d: %v", index, err)
		}
		if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)); err != nil {
			fail("entry %d: %v", index, err)
		}
		proved++
	}
	for _, older := range os.Args[3:] {
		text, oldRoot, _ := strings.Cut(older, "=")
		old, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			fail("%s: %v", older, err)
		}
		proof, err := tlog.ProveTree(size, old, hashes)
		if err != nil {
			fail("proving from %d: %v", old, err)
		}
		if err := tlog.CheckTree(proof, size, root, old, hashOf(oldRoot)); err != nil {
			fail("consistency with %d: %v", old, err)
		}
	}
	fmt.Printf("%d entries, %d proved, %d earlier sizes consistent\n", size, proved, len(os.Args)-3)
}

func hashOf(text string) tlog.Hash {
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(bytes) != tlog.HashSize {
		fail("%q is no hash", text)
	}
	return tlog.Hash(*(*[tlog.HashSize]byte)(bytes))
}

func entries(bundle []byte) (all [][]byte) {
	for len(bundle) > 0 {
		length := int(binary.BigEndian.Uint16(bundle))
		all = append(all, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	return all
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
