package io.scaiwave.tenancy.db.own;

/** A database and who enters it. Its text leaves the password out. */
public record DatabaseLogin(String host, int port, String database, String user, String password) {

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
